import { longestField, type Reading, visible } from './reading.ts';

const form = 'a phone number is E.164, like +4915112345678: with its plus and its country';
const trunkRule = 'a phone number is E.164, like +4915112345678: without the (0) that is dialled within the country';

/** What people write between the digits of a number. */
const separators = /[\s().\-/\u2010-\u2015\u2212]/g;

/**
 * A number in E.164: `+1 (555) 010-9999` → `+15550109999`. Without the plus nobody knows the country. A `(0)` is
 * refused, because in some countries it belongs to the number and in others it does not.
 */
export function readPhone(told: unknown): Reading<string> {
  if (typeof told !== 'string' || told.length > longestField) return { rule: form };
  const text = visible(told).normalize('NFKC');
  if (/\(\s*0\s*\)/.test(text)) return { rule: trunkRule };
  const number = text.replace(separators, '');
  return /^\+[1-9]\d{6,14}$/.test(number) ? { value: number } : { rule: form };
}
