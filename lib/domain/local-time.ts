import { dayMs } from './duration.ts';
import { RuleError } from './rule-error.ts';
import { zoneOf } from './zone.ts';

export interface LocalDate {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
}

/** No zone was ever further from UTC than this (Manila and Alaska, before 1868, come near). */
const furthestOffset = 16 * 3_600_000;

/** The calendar day it is in a zone at an instant (epoch milliseconds). */
export function localDate(zone: string, at: number): LocalDate {
  const local = new Date(at + zoneOf(zone).offsetAt(at));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/**
 * When it is a certain time of day, some local calendar days after the local day of `base`. A time that the clocks skip
 * is the first instant after the gap; of one that they repeat, the first.
 *
 * @param base epoch milliseconds
 * @param dayOffset whole days, 0 for the local day of `base` itself
 * @param time `HH:MM`
 * @returns epoch milliseconds
 */
export function instantAt(zone: string, base: number, dayOffset: number, time: string): number {
  const clock = zoneOf(zone);
  const localBase = base + clock.offsetAt(base);
  const wanted = (Math.floor(localBase / dayMs) + dayOffset) * dayMs + minuteOfDay(time) * 60_000;
  let interval = clock.intervalAt(wanted - furthestOffset);
  for (;;) {
    const at = Math.max(interval.from, wanted - interval.offset);
    if (at < interval.to) return at;
    interval = clock.intervalAt(interval.to);
  }
}

/**
 * Reads a local time of day, `00:00` to `23:59`.
 *
 * @returns minutes since midnight
 * @throws RuleError
 */
export function minuteOfDay(time: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!parts) {
    throw new RuleError({
      value: time,
      rule: 'a local time is HH:MM, from 00:00 to 23:59',
      remedy: 'write it like 09:30 or 21:00',
    });
  }
  return Number(parts[1]) * 60 + Number(parts[2]);
}
