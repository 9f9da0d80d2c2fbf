import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleError } from '../../lib/domain/rule-error.ts';
import { checkWindow, type OpenRange, weekdays } from '../../lib/domain/window.ts';

const minute = 60_000;
const day = 1440 * minute;
const weekdayHours: OpenRange[] = [{ days: [...weekdays], from: '08:00', to: '21:00' }];

/** The definition, asked of Intl: no Temporal, no offsets, no arithmetic on local time. */
function isOpen(format: Intl.DateTimeFormat, at: number, open: readonly OpenRange[]): boolean {
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(at)) parts[type] = value;
  const time = `${parts.hour}:${parts.minute}`;
  const today = parts.weekday?.toLowerCase();
  return open.some(({ days, from, to }) => days.some((name) => name === today) && time >= from && time < to);
}

const formatOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

function bruteNext(zones: readonly string[], at: number, open: readonly OpenRange[], upTo: number): number | null {
  const formats = zones.map(formatOf);
  // Offsets of our times are whole minutes, so local time enters a window only at a whole minute.
  for (let now = at; now < at + upTo; now = Math.floor(now / minute) * minute + minute) {
    if (formats.every((format) => isOpen(format, now, open))) return now;
  }
  return null;
}

const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const anyRange: fc.Arbitrary<OpenRange> = fc
  .record({
    days: fc.subarray([...weekdays], { minLength: 1 }),
    edges: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 2 }),
  })
  .map(({ days, edges }) => {
    const [from, to] = edges.toSorted((a, b) => a - b) as [number, number];
    return { days, from: hhmm(from), to: hhmm(to) };
  });

/** Every change of the clocks in these years, found by Intl alone. */
function changes(timeZone: string, from: number, to: number): number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' });
  const offset = (at: number) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
  const found: number[] = [];
  for (let at = from; at < to; at += day) {
    if (offset(at) === offset(at + day)) continue;
    let [low, high] = [at, at + day];
    while (high - low > minute) {
      const middle = low + Math.floor((high - low) / 2 / minute) * minute;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}

const years: [string, number, number][] = [
  ['Australia/Lord_Howe', 2026, 2028],
  ['Pacific/Apia', 2010, 2013],
  ['Pacific/Kwajalein', 1993, 1994],
  ['Africa/Casablanca', 2025, 2028],
  ['Asia/Kathmandu', 1985, 1987],
  ['Pacific/Chatham', 2026, 2028],
  ['America/Asuncion', 2022, 2026],
  ['America/New_York', 2026, 2028],
  ['Europe/Berlin', 2026, 2028],
  ['America/Santiago', 2026, 2027],
  ['America/Caracas', 2007, 2017],
  ['Asia/Pyongyang', 2015, 2019],
  ['Africa/Cairo', 2023, 2026],
  ['Antarctica/Troll', 2026, 2027],
  ['Europe/Dublin', 2026, 2027],
  ['Asia/Tehran', 2021, 2023],
  ['America/St_Johns', 2006, 2007],
  ['Asia/Gaza', 2023, 2027],
];

describe('checkWindow', () => {
  it.each(years)('agrees with a scan by the minute around every change of the clocks: %s', (zone, from, to) => {
    const instants = changes(zone, Date.UTC(from, 0), Date.UTC(to, 0));
    expect(instants.length).toBeGreaterThan(0);
    const anyAt = fc.tuple(fc.constantFrom(...instants), fc.integer({ min: -1500, max: 1500 }));
    fc.assert(
      fc.property(anyAt, fc.array(anyRange, { minLength: 1, maxLength: 3 }), ([change, minutes], open) => {
        const at = change + minutes * minute;
        const { allowed, next } = checkWindow({ zones: [zone], at, open });
        expect(allowed).toBe(isOpen(formatOf(zone), at, open));
        expect(allowed).toBe(next === at);
        if (next === null) throw new Error('a range that is not empty opens again');
        const scanned = bruteNext([zone], at, open, 2 * day);
        if (scanned === null) expect(next).toBeGreaterThanOrEqual(at + 2 * day - minute);
        else expect(next).toBe(scanned);
        expect(isOpen(formatOf(zone), next, open)).toBe(true);
        if (next > at) expect(isOpen(formatOf(zone), next - 1, open)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it('agrees with the scan for any zone that there is', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const anyMinute = fc.integer({ min: Date.UTC(1975, 0) / minute, max: Date.UTC(2036, 0) / minute });
    fc.assert(
      fc.property(zones, anyMinute, anyRange, (zone, minutes, range) => {
        const { allowed, next } = checkWindow({ zones: [zone], at: minutes * minute, open: [range] });
        expect(allowed).toBe(isOpen(formatOf(zone), minutes * minute, [range]));
        expect(next !== null && isOpen(formatOf(zone), next, [range])).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it('is open in all of several zones at once', () => {
    const zones = fc.uniqueArray(
      fc.constantFrom('America/New_York', 'America/Denver', 'Pacific/Honolulu', 'Europe/Berlin'),
      {
        minLength: 2,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 1440 * 365 }), (places, minutes) => {
        const at = Date.UTC(2027, 0) + minutes * minute;
        const { next } = checkWindow({ zones: places, at, open: weekdayHours });
        expect(next).toBe(bruteNext(places, at, weekdayHours, 2 * day));
      }),
      { numRuns: 40 },
    );
  });

  const at = Date.UTC(2027, 0, 11, 9);

  it('never opens without a day, and never in two places whose windows do not meet', () => {
    expect(checkWindow({ zones: ['UTC'], at, open: [] })).toEqual({ allowed: false, next: null });
    expect(checkWindow({ zones: ['UTC'], at, open: [{ days: [], from: '08:00', to: '21:00' }] }).next).toBeNull();
    const early: OpenRange[] = [{ days: [...weekdays], from: '08:00', to: '09:00' }];
    expect(checkWindow({ zones: ['Asia/Tokyo', 'America/New_York'], at, open: early }).next).toBeNull();
  });

  it('is half open, to the millisecond', () => {
    const open: OpenRange[] = [{ days: ['mon'], from: '08:00', to: '09:00' }];
    const ask = (when: number) => checkWindow({ zones: ['UTC'], at: when, open });
    expect(ask(at).allowed).toBe(false);
    expect(ask(at - 1).allowed).toBe(true);
    expect(ask(at - 3_600_000)).toEqual({ allowed: true, next: at - 3_600_000 });
    expect(ask(at - 3_600_001)).toEqual({ allowed: false, next: at - 3_600_000 });
  });

  it('skips an opening that the clocks skip with its day', () => {
    const fridays: OpenRange[] = [{ days: ['fri'], from: '08:00', to: '21:00' }];
    // Samoa went from Thursday 29 to Saturday 31 December 2011.
    const { next } = checkWindow({ zones: ['Pacific/Apia'], at: Date.UTC(2011, 11, 30, 9), open: fridays });
    expect(next).toBe(Date.UTC(2012, 0, 5, 18));
  });

  it.each(['+05:30', 'UTC', 'europe/berlin', 'Asia/Calcutta', '-03:00'])('takes the zone %s', (zone) => {
    expect(checkWindow({ zones: [zone], at, open: weekdayHours }).next).not.toBeNull();
  });

  it.each(['Mars/Olympus', '', 'Europe/Berlin[u-ca=x]', '2027-01-01T00:00Z', '5'])('refuses the zone %j', (zone) => {
    expect(() => checkWindow({ zones: [zone], at, open: weekdayHours })).toThrow(RuleError);
  });

  it.each([
    { from: '21:00', to: '08:00', words: /split a window over midnight/ },
    { from: '08:00', to: '08:00', words: /split a window over midnight/ },
    { from: '24:00', to: '24:00', words: /HH:MM/ },
    { from: '8:00', to: '21:00', words: /HH:MM/ },
    { from: '08:00', to: '21:60', words: /HH:MM/ },
  ])('refuses $from to $to', ({ from, to, words }) => {
    const ask = () => checkWindow({ zones: ['UTC'], at, open: [{ days: ['mon'], from, to }] });
    expect(ask).toThrow(RuleError);
    expect(ask).toThrow(words);
  });

  it('refuses to answer for nowhere', () => {
    expect(() => checkWindow({ zones: [], at, open: weekdayHours })).toThrow(RuleError);
  });
});
