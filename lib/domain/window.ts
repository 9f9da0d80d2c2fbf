import { dayMs } from './duration.ts';
import { minuteOfDay } from './local-time.ts';
import { RuleError } from './rule-error.ts';
import { type Zone, zoneOf } from './zone.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** On these days, from this local time up to but not including that one. */
export interface OpenRange {
  readonly days: readonly Weekday[];
  /** `HH:MM` */
  readonly from: string;
  /** `HH:MM`, or `24:00` */
  readonly to: string;
}

export interface WindowQuestion {
  /** Where the person may be: it must be open in all of these. */
  readonly zones: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
  readonly open: readonly OpenRange[];
}

export interface WindowAnswer {
  readonly allowed: boolean;
  /** First instant, not before `at`, that is inside; `at` itself when allowed; `null` when there is none. */
  readonly next: number | null;
}

const weekMs = 7 * dayMs;
/** Monday 00:00 before the epoch, which was a Thursday. */
const firstMonday = -3 * dayMs;

/** How far ahead a moment open in several zones at once is looked for; zones change their rules, but not daily. */
const horizonMs = 3660 * dayMs;

/**
 * Is it a local time at which one may speak, and if not, when next? Exact over every change of the clocks.
 *
 * @throws RuleError for an unknown zone, day or time, and for a range that ends before it begins
 */
export function checkWindow({ zones, at, open }: WindowQuestion): WindowAnswer {
  const week = weekOf(open);
  const clocks = zones.map(zoneOf);
  if (clocks.length === 0) {
    throw new RuleError({ value: zones, rule: 'a window is local to a zone', remedy: 'name at least one zone' });
  }
  const next = nextOpen(clocks, at, { week });
  return { allowed: next === at, next };
}

/** When one may speak: the open stretches of every local week, save on closed days. */
export interface Opening {
  readonly week: Week;
  /** @param day local calendar day, in days since the epoch. Not every day of the week may be closed for ever. */
  readonly closed?: (day: number) => boolean;
}

/**
 * The first instant, not before `from`, that is inside in all of these zones; `null` when there is none.
 *
 * @param clocks at least one
 * @param from epoch milliseconds
 */
export function nextOpen(clocks: readonly Zone[], from: number, opening: Opening): number | null {
  if (opening.week.length === 0) return null;
  let at = from;
  for (let agreed = 0, turn = 0; agreed < clocks.length; turn++) {
    const next = nextIn(clocks[turn % clocks.length] as Zone, at, opening);
    agreed = next === at ? agreed + 1 : 1;
    at = next;
    if (at - from > horizonMs && clocks.length > 1) return null;
  }
  return at;
}

/** Within one offset the week repeats, so the next opening is a subtraction; if the clocks change first, ask from there. */
function nextIn(clock: Zone, from: number, { week, closed }: Opening): number {
  for (let at = from; ; ) {
    const { to, offset } = clock.intervalAt(at);
    const next = at + untilOpen(modulo(at + offset - firstMonday, weekMs), week);
    const day = Math.floor((next + offset) / dayMs);
    if (next < to && !closed?.(day)) return next;
    at = next < to ? Math.min(to, (day + 1) * dayMs - offset) : to;
  }
}

/** Open stretches of a local week, from Monday 00:00: ascending pairs of milliseconds, disjoint. Those of Sunday come last. */
export type Week = readonly (readonly [from: number, to: number])[];

function untilOpen(place: number, week: Week): number {
  for (const [from, to] of week) if (place < to) return Math.max(0, from - place);
  return weekMs - place + (week[0] as readonly [number, number])[0];
}

const modulo = (value: number, divisor: number) => ((value % divisor) + divisor) % divisor;

/** A program's windows are one object for the life of a process: read once. */
const weeks = new WeakMap<readonly OpenRange[], Week>();

/** @throws RuleError for an unknown day or time, and for a range that ends before it begins */
export function weekOf(open: readonly OpenRange[]): Week {
  let week = weeks.get(open);
  if (!week) {
    week = open.flatMap(stretchesOf).sort(([a], [b]) => a - b);
    weeks.set(open, week);
  }
  return week;
}

/** The stretches that are open in both. */
export function bothOpen(one: Week, other: Week): Week {
  return one
    .flatMap(([from, to]) => other.map(([from2, to2]) => [Math.max(from, from2), Math.min(to, to2)] as const))
    .filter(([from, to]) => from < to)
    .sort(([a], [b]) => a - b);
}

function stretchesOf(range: OpenRange): [number, number][] {
  const from = minuteOfDay(range.from) * 60_000;
  const to = range.to === '24:00' ? dayMs : minuteOfDay(range.to) * 60_000;
  if (from >= to) {
    throw new RuleError({
      value: range,
      rule: 'an open range ends after it begins, on the same day',
      remedy: 'split a window over midnight in two: up to 24:00, and from 00:00 on the day after',
    });
  }
  return range.days.map((day) => {
    const index = weekdays.indexOf(day);
    if (index < 0) {
      throw new RuleError({ value: day, rule: `a day is one of ${weekdays.join(', ')}`, remedy: 'write it like mon' });
    }
    return [index * dayMs + from, index * dayMs + to];
  });
}
