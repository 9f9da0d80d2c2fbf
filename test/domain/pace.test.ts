import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPageAt, paceOf, pagesFor, segments, startingMs } from '../../lib/domain/pace.ts';

const quota = { startsPerSecond: 300, startsBucket: 1_300 };

/** Step Functions' token bucket, asked in time order. @returns the fewest tokens that it ever had left */
function fewestTokens(starts: readonly { readonly at: number; readonly people: number }[]): number {
  let tokens = quota.startsBucket;
  let fewest = tokens;
  let last = 0;
  for (const { at, people } of starts) {
    tokens = Math.min(quota.startsBucket, tokens + ((at - last) / 1000) * quota.startsPerSecond) - people;
    last = at;
    fewest = Math.min(fewest, tokens);
  }
  return fewest;
}

/**
 * Segments that know nothing of each other, each with so many people.
 *
 * @param late how far into its time a page starts its people, 0 to 1
 */
function launched(count: number, each: number, late: (page: number, segment: number) => number) {
  const pace = paceOf(quota, count);
  const starts: { at: number; people: number }[] = [];
  for (let segment = 0; segment < count; segment++) {
    let began = 0;
    for (let left = each, page = 0; left > 0; page++) {
      const people = Math.min(pace.people, left);
      const next = nextPageAt(began, people, pace);
      starts.push({ at: began + (next - began) * late(page, segment), people });
      began = next;
      left -= people;
    }
  }
  return starts.sort((a, b) => a.at - b.at);
}

describe('the pace of a launch', () => {
  it('never overruns the bucket for ten million people, even when every page starts its people at its worst', () => {
    // Every other page at its very end, and the next at its very beginning: two at once, in all segments.
    const starts = launched(segments, 10_000_000 / segments, (page) => (page % 2 === 0 ? 1 : 0));
    expect(starts.reduce((sum, { people }) => sum + people, 0)).toBe(10_000_000);
    expect(fewestTokens(starts)).toBeGreaterThan(0);
    const hours = (starts.at(-1)?.at ?? 0) / 3_600_000;
    expect(hours).toBeGreaterThan(10);
    expect(hours).toBeLessThan(10.5);
  });

  it('never overruns it with any number of segments and any delays', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        (count, delays) => {
          const starts = launched(count, 2_000, (page, segment) => delays[(page + segment) % delays.length] ?? 0);
          expect(fewestTokens(starts)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('tells how long starting takes, and keeps a history within its limit', () => {
    expect(startingMs(270, quota)).toBe(1_000);
    expect(startingMs(10_000_000, quota) / 3_600_000).toBeCloseTo(10.29, 2);
    for (const count of [1, segments]) expect(count * pagesFor(count) * 9).toBeLessThan(25_000 * 0.6);
  });
});
