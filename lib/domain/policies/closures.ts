import { dayMs } from '../duration.ts';

/** Sets of holidays, worked out for any year. */
export const closures = ['french-public-holidays', 'pennsylvania-legal-holidays'] as const;
export type Closure = (typeof closures)[number];

/** Days since the epoch. */
type Day = number;

const dayOf = (year: number, month: number, day: number): Day => Date.UTC(year, month - 1, day) / dayMs;

/** Easter Sunday in the Gregorian calendar: the anonymous computus of 1876 (Meeus, Astronomical Algorithms, chapter 8). */
export function easter(year: number): Day {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayOf(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

/** 0 is Sunday; the epoch was a Thursday. */
const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;
/** The first such weekday on or after this day. */
const onOrAfter = (day: Day, weekday: number): Day => day + ((weekday - weekdayOf(day) + 7) % 7);
const [mon, tue, thu] = [1, 2, 4];

/** Code du travail L3133-1: eleven days for the whole country; Alsace and Moselle have two more, which are not here. */
const french = (year: number): Day[] => [
  ...['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map((date) => on(year, date)),
  // Easter Monday, Ascension, Whit Monday.
  ...[1, 39, 50].map((days) => easter(year) + days),
];

/** 73 P.S. 2242 and 2245.2 (Act 80 of 2019): days on which nobody is solicited by telephone. */
const pennsylvanian = (year: number): Day[] => [
  ...['01-01', '06-14', '07-04', '11-11', '12-25'].map((date) => on(year, date)),
  // Martin Luther King Day, Presidents' Day, Good Friday, Memorial Day.
  onOrAfter(on(year, '01-15'), mon),
  onOrAfter(on(year, '02-15'), mon),
  easter(year) - 2,
  onOrAfter(on(year, '05-25'), mon),
  // Labor Day, Columbus Day, Election Day, Thanksgiving.
  onOrAfter(on(year, '09-01'), mon),
  onOrAfter(on(year, '10-08'), mon),
  onOrAfter(on(year, '11-02'), tue),
  onOrAfter(on(year, '11-22'), thu),
];

const on = (year: number, date: string): Day => Date.parse(`${String(year).padStart(4, '0')}-${date}`) / dayMs;

const calendars: Readonly<Record<Closure, (year: number) => Day[]>> = {
  'french-public-holidays': french,
  'pennsylvania-legal-holidays': pennsylvanian,
};
const known = new Map<string, ReadonlySet<Day>>();

/** @param day a local calendar day, in days since the epoch */
export function isClosed(closure: Closure, day: number): boolean {
  const year = new Date(day * dayMs).getUTCFullYear();
  const key = `${closure} ${year}`;
  let days = known.get(key);
  if (!days) {
    days = new Set(calendars[closure](year));
    known.set(key, days);
  }
  return days.has(day);
}
