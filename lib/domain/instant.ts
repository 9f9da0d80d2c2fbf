import { RuleError } from './rule-error.ts';

const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/** The last whole second that has a four-digit year. */
const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59);
const firstSecond = Date.parse('0000-01-01T00:00:00Z');

/** The first whole second at or after this instant, in epoch milliseconds: Step Functions truncates what is finer. */
export function wholeSecond(at: number): number {
  return Math.ceil(at / 1000) * 1000;
}

/**
 * Writes an instant for the world outside the domain: ISO 8601 UTC, rounded up to whole seconds.
 *
 * @param at epoch milliseconds
 * @throws RuleError when ISO 8601 cannot write it in a four-digit year
 */
export function iso(at: number): string {
  const second = wholeSecond(at);
  if (!(second >= firstSecond && second <= lastSecond)) {
    throw new RuleError({
      value: at,
      rule: 'an instant lies between the years 0 and 9999',
      remedy: 'give epoch milliseconds in that range, or a shorter duration',
    });
  }
  return `${new Date(second).toISOString().slice(0, 19)}Z`;
}

/**
 * Reads ISO 8601 with a zone: `2027-01-11T09:00:00Z`, or with an offset such as `+01:00`. Fractions of a second are
 * read to the millisecond, rounded up.
 *
 * @returns epoch milliseconds
 * @throws RuleError for anything else, a time without zone and a day that the month does not have included
 */
export function fromIso(text: string): number {
  const parts = form.exec(text);
  const at = parts ? epochOf(parts) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new RuleError({
      value: text,
      rule: 'an instant is a real date and time with its zone in ISO 8601',
      remedy: 'write it like 2027-01-11T09:00:00Z or 2027-01-11T10:00:00+01:00',
    });
  }
  return at;
}

function epochOf(parts: RegExpExecArray): number {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const local = new Date(0).setUTCFullYear(year as number, (month as number) - 1, day as number);
  const rolledOver = new Date(local).getUTCDate() !== day || new Date(local).getUTCMonth() + 1 !== month;
  if (rolledOver || (hour as number) > 23 || (minute as number) > 59 || (second as number) > 59) return Number.NaN;
  const [offsetHours, offsetMinutes] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (offsetHours > 23 || offsetMinutes > 59) return Number.NaN;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (parts[8] === '-' ? -1 : 1);
  const fraction = Math.ceil(Number((parts[7] ?? '').padEnd(9, '0')) / 1e6);
  return local + ((hour as number) * 3600 + (minute as number) * 60 + (second as number)) * 1000 + fraction - offset;
}
