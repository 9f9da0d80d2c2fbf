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
  if (week.length === 0) return { allowed: false, next: null };
  const next = nextInAll(clocks, at, week);
  return { allowed: next === at, next };
}

function nextInAll(clocks: readonly Zone[], from: number, week: Week): number | null {
  let at = from;
  for (let agreed = 0, turn = 0; agreed < clocks.length; turn++) {
    const next = nextIn(clocks[turn % clocks.length] as Zone, at, week);
    agreed = next === at ? agreed + 1 : 1;
    at = next;
    if (at - from > horizonMs && clocks.length > 1) return null;
  }
  return at;
}

/** Within one offset the week repeats, so the next opening is a subtraction; if the clocks change first, ask from there. */
function nextIn(clock: Zone, from: number, week: Week): number {
  for (let at = from; ; ) {
    const { to, offset } = clock.intervalAt(at);
    const next = at + untilOpen(modulo(at + offset - firstMonday, weekMs), week);
    if (next < to) return next;
    at = to;
  }
}

/** Open stretches of a local week, from Monday 00:00: ascending pairs of milliseconds, disjoint. Those of Sunday come last. */
type Week = readonly (readonly [from: number, to: number])[];

function untilOpen(place: number, week: Week): number {
  for (const [from, to] of week) if (place < to) return Math.max(0, from - place);
  return weekMs - place + (week[0] as readonly [number, number])[0];
}

const modulo = (value: number, divisor: number) => ((value % divisor) + divisor) % divisor;

/** A program's windows are one object for the life of a process: read once. */
const weeks = new WeakMap<readonly OpenRange[], Week>();

function weekOf(open: readonly OpenRange[]): Week {
  let week = weeks.get(open);
  if (!week) {
    week = open.flatMap(stretchesOf).sort(([a], [b]) => a - b);
    weeks.set(open, week);
  }
  return week;
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
