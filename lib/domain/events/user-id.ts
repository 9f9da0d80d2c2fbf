import { maxUserIdBytes } from '../touch-id.ts';
import type { Reading } from './reading.ts';

export const userIdRule = `must be a string of 1 to ${maxUserIdBytes} characters (bytes of UTF-8)`;
const controlRule = 'must have no control characters';
const numberRule = `must be a string, or a whole number within ±${Number.MAX_SAFE_INTEGER}: JavaScript changes larger ones`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const control = /[\u0000-\u001F\u007F-\u009F]/;

/** Who an event is about. A whole number is its decimal digits: `12345` and `"12345"` are one person. */
export function readUserId(told: unknown): Reading<string> {
  if (typeof told === 'number') return Number.isSafeInteger(told) ? { value: String(told) } : { rule: numberRule };
  if (typeof told !== 'string' || told === '' || told.length > maxUserIdBytes) return { rule: userIdRule };
  if (control.test(told)) return { rule: controlRule };
  const isWhole = told.isWellFormed() && Buffer.byteLength(told, 'utf8') <= maxUserIdBytes;
  return isWhole ? { value: told } : { rule: userIdRule };
}

const longestEventId = 256;
export const eventIdRule = `must be a string of 1 to ${longestEventId} characters, or a whole number`;

/** The key under which an event counts once. */
export function readEventId(told: unknown): Reading<string> {
  if (typeof told === 'number' && Number.isSafeInteger(told)) return { value: String(told) };
  const fits = typeof told === 'string' && told !== '' && told.length <= longestEventId && told.isWellFormed();
  return fits ? { value: told } : { rule: eventIdRule };
}
