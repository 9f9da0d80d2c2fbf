import type { PushToken } from '../profile.ts';
import { textOf } from './fields.ts';

/** As people and forms write them, in the contract's spelling where that is certain; else as they came, to be refused by name. */

/** `+1 (555) 010-9999` → `+15550109999`. Without the plus nobody knows the country. */
export function phoneOf(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('+') ? value.replace(/[\s().-]/g, '') : value;
}

/** `en_US` → `en-US`. */
export const localeOf = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('_', '-') : value);

/** `de` → `DE`. */
export const countryOf = (value: unknown): unknown =>
  typeof value === 'string' && /^[a-z]{2}$/.test(value) ? value.toUpperCase() : value;

/** A device's push token, by the name of its system; `undefined` when either is missing or neither Apple's nor Google's. */
export function pushOf(token: unknown, system: unknown): PushToken[] | undefined {
  const named = textOf(system)?.toLowerCase();
  const platform = named === 'ios' ? 'apns' : named === 'android' ? 'fcm' : undefined;
  return typeof token === 'string' && token !== '' && platform ? [{ platform, token }] : undefined;
}
