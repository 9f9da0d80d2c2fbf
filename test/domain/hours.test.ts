import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestHour, countHour, exploredShare, type Hours, inclination, noHours } from '../../lib/domain/hours.ts';
import { zoneOf } from '../../lib/domain/zone.ts';

const at = (text: string) => Date.parse(text);
const counts = (of: Record<number, number>): Hours => noHours.map((_, hour) => of[hour] ?? 0);
const localHour = (zone: string, instant: number) => new Date(instant + zoneOf(zone).offsetAt(instant)).getUTCHours();
const likeliest = (shares: readonly number[]) => shares.indexOf(Math.max(...shares));
const always = () => true;
/** A unit whose hour is not explored. */
const settled = Array.from({ length: 50 }, (_, n) => `run-${n}/step`).find((unit) => {
  const question = { unit, zone: 'UTC', from: at('2027-01-11T00:00:00Z'), inclination: counts({ 5: 1 }), open: always };
  return bestHour(question) === at('2027-01-11T05:00:00Z');
}) as string;

describe('hours', () => {
  it('are local, and count each engagement', () => {
    const once = countHour(undefined, 'America/New_York', at('2027-01-11T02:30:00Z'));
    expect(once).toEqual(counts({ 21: 1 }));
    expect(countHour(once, 'Asia/Kolkata', at('2027-01-11T15:31:00Z'))).toEqual(counts({ 21: 2 }));
  });

  it('forget by halves, so that a new habit shows', () => {
    let hours: Hours | undefined;
    const engage = (hour: number, times: number) => {
      for (let n = 0; n < times; n++) hours = countHour(hours, 'UTC', at('2027-01-11T00:00:00Z') + hour * 3_600_000);
    };
    engage(8, 500);
    engage(21, 40);
    expect(likeliest(inclination(hours, null, null))).toBe(21);
    expect(hours?.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(64);
  });
});

describe('inclination', () => {
  const habits = { everybody: counts({ 12: 10_000 }), segments: { Champions: counts({ 19: 5000 }) } };

  it('is that of everybody for who is unknown, of their kind for who is of one, and their own in the end', () => {
    expect(likeliest(inclination(undefined, null, habits))).toBe(12);
    expect(likeliest(inclination(undefined, 'Champions', habits))).toBe(19);
    expect(likeliest(inclination(undefined, 'New', habits))).toBe(12);
    expect(likeliest(inclination(counts({ 7: 2 }), 'Champions', habits))).toBe(19);
    expect(likeliest(inclination(counts({ 7: 40 }), 'Champions', habits))).toBe(7);
  });

  it('is a share of each hour', () => {
    const anyHours = fc.array(fc.nat(64), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(fc.option(anyHours, { nil: undefined }), anyHours, (own, everybody) => {
        const shares = inclination(own, 'Champions', { everybody, segments: { Champions: everybody } });
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...shares)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the best hour', () => {
  const ask = (from: string, likes: Record<number, number>, zone = 'UTC', open: (at: number) => boolean = always) =>
    bestHour({ unit: settled, zone, from: at(from), inclination: counts(likes), open });

  it.each([
    ['later today', '2027-01-11T09:30:00Z', { 18: 1 }, 'UTC', '2027-01-11T18:00:00Z'],
    ['tomorrow', '2027-01-11T19:30:00Z', { 18: 1 }, 'UTC', '2027-01-12T18:00:00Z'],
    ['at once, in the hour that has begun', '2027-01-11T18:20:00Z', { 18: 1 }, 'UTC', '2027-01-11T18:20:00Z'],
    ['in local time', '2027-01-11T09:30:00Z', { 18: 1 }, 'Asia/Kolkata', '2027-01-11T12:30:00Z'],
    ['the earliest of equals', '2027-01-11T09:30:00Z', { 12: 1, 18: 1 }, 'UTC', '2027-01-11T12:00:00Z'],
    ['at once when nothing is known', '2027-01-11T09:30:00Z', {}, 'UTC', '2027-01-11T09:30:00Z'],
    [
      'the day after, for an hour that the clocks skip',
      '2027-03-28T00:10:00Z',
      { 2: 1 },
      'Europe/Berlin',
      '2027-03-29T00:00:00Z',
    ],
  ])('is %s', (_when, from, likes, zone, expected) => {
    expect(ask(from, likes, zone)).toBe(at(expected));
  });

  it('is one at which the channel may speak, or none', () => {
    const office = (instant: number) => localHour('UTC', instant) >= 9 && localHour('UTC', instant) < 17;
    expect(ask('2027-01-11T06:00:00Z', { 20: 9, 16: 2, 10: 1 }, 'UTC', office)).toBe(at('2027-01-11T16:00:00Z'));
    expect(ask('2027-01-11T06:00:00Z', { 20: 1 }, 'UTC', () => false)).toBeNull();
  });

  it('is any open hour for one in ten, each as often as the others', () => {
    const from = at('2027-01-11T00:00:00Z');
    const chosen = Array.from({ length: 50_000 }, (_, n) =>
      localHour(
        'UTC',
        bestHour({ unit: `run-${n}/s`, zone: 'UTC', from, inclination: counts({ 18: 1 }), open: always }) ?? 0,
      ),
    );
    const others = chosen.filter((hour) => hour !== 18).length / chosen.length;
    expect(others).toBeCloseTo(exploredShare * (23 / 24), 2);
    for (const hour of [0, 9, 23]) {
      expect(chosen.filter((each) => each === hour).length / chosen.length).toBeCloseTo(exploredShare / 24, 2);
    }
  });

  it('lies within a day, in every zone, on every day', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
    const instant = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, fc.nat(23), fc.string(), (zone, from, hour, unit) => {
        const best = bestHour({ unit, zone, from, inclination: counts({ [hour]: 1 }), open: always }) ?? Number.NaN;
        expect(best >= from && best < from + 86_400_000).toBe(true);
      }),
    );
  });
});
