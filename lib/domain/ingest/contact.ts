import { readCountry } from '../events/country.ts';
import { readLocale } from '../events/locale.ts';
import { readPhone } from '../events/phone.ts';
import type { Reading } from '../events/reading.ts';
import type { PushToken } from '../profile.ts';
import { textOf } from './fields.ts';

/** As people and forms write them, in the contract's spelling; what cannot be read stays as it came, to be refused by name. */
const spelled = (read: (told: unknown) => Reading<string>) => (told: unknown) => {
  const reading = read(told);
  return 'value' in reading ? reading.value : told;
};

/** `+1 (555) 010-9999` → `+15550109999`. */
export const phoneOf = spelled(readPhone);
/** `en_US` → `en-US`. */
export const localeOf = spelled(readLocale);
/** `de` → `DE`. */
export const countryOf = spelled(readCountry);

/** A device's push token, by the name of its system; `undefined` when either is missing or neither Apple's nor Google's. */
export function pushOf(token: unknown, system: unknown): PushToken[] | undefined {
  const named = textOf(system)?.toLowerCase();
  const platform = named === 'ios' ? 'apns' : named === 'android' ? 'fcm' : undefined;
  return typeof token === 'string' && token !== '' && platform ? [{ platform, token }] : undefined;
}
