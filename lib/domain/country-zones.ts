const known = new Map<string, readonly string[]>();

/** The zones of a country, in the runtime's own spelling; empty for a code that is none. */
export function zonesOfCountry(country: string): readonly string[] {
  let zones = known.get(country);
  if (!zones) {
    zones = /^[A-Z]{2}$/.test(country) ? ask(country) : [];
    known.set(country, zones);
  }
  return zones;
}

function ask(country: string): readonly string[] {
  // CLDR's region data ships with the runtime; the type lags behind it.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] | undefined };
  return locale.getTimeZones?.() ?? [];
}

const spellings = new Map<string, string>();
/** Bounds the memory a stream of made-up spellings could take. */
const mostSpellings = 5000;

/** One spelling for all links to a zone, the one that `zonesOfCountry` uses; a name that is no zone stays as it is. */
export function canonicalZone(name: string): string {
  let canonical = spellings.get(name);
  if (canonical === undefined) {
    canonical = spell(name);
    if (spellings.size >= mostSpellings) spellings.clear();
    spellings.set(name, canonical);
  }
  return canonical;
}

function spell(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return name;
  }
}
