import type { Profile } from './profile.ts';

/**
 * The zones a person may be in: their own, else all of their country's, else the program's. A rule that depends on
 * local time must hold in every one of them.
 */
export function zonesOf(profile: Pick<Profile, 'timezone' | 'country'> | null, fallback: string): readonly string[] {
  if (profile?.timezone) return [profile.timezone];
  if (profile?.country) {
    const zones = zonesOfCountry(profile.country);
    if (zones.length > 0) return zones;
  }
  return [fallback];
}

const known = new Map<string, readonly string[]>();

function zonesOfCountry(country: string): readonly string[] {
  let zones = known.get(country);
  if (!zones) {
    // CLDR's region data ships with the runtime; the type lags behind it.
    const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] | undefined };
    zones = locale.getTimeZones?.() ?? [];
    known.set(country, zones);
  }
  return zones;
}
