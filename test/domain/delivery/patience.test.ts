import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPatience, nextTry } from '../../../lib/domain/delivery/patience.ts';

const minute = 60_000;
const hour = 60 * minute;

/** When a touch is tried while everything stays down, the first time at 0. */
function triesOf(touch: string, patienceMs: number): number[] {
  const at = [0];
  for (let tries = 0; ; tries += 1) {
    const next = nextTry({ touch, tries, now: at.at(-1) ?? 0, until: patienceMs });
    if (next === null) return at;
    at.push(next);
  }
}

describe('the tries of a touch that nobody takes', () => {
  it('go on for a day, or six hours, and are few', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('marketing', 'transactional'), (touch, purpose) => {
        const patience = defaultPatience[purpose];
        const at = triesOf(touch, patience);
        expect(at.at(-1)).toBeGreaterThanOrEqual(patience);
        expect(at.at(-1)).toBeLessThanOrEqual(patience + 5 * minute + 1_000);
        expect(at.slice(0, -1).every((each) => each < patience)).toBe(true);
        expect(at.length - 1).toBeLessThanOrEqual(purpose === 'marketing' ? 14 : 32);
      }),
    );
  });

  it('grow apart, up to two hours on average', () => {
    const waits = triesOf('touch', 24 * hour).map((at, index, all) => at - (all[index - 1] ?? at));
    expect(Math.max(...waits)).toBeLessThanOrEqual(3 * hour + 1_000);
    expect(waits[1]).toBeGreaterThanOrEqual(minute / 2);
    expect(waits[1]).toBeLessThanOrEqual(1.5 * minute);
  });

  it('after an outage of 40 minutes come within another 40, and of 5 hours within 3', () => {
    for (const [outage, late] of [
      [40 * minute, 64 * minute],
      [5 * hour, 3 * hour],
    ] as const) {
      for (let person = 0; person < 200; person += 1) {
        const carried = triesOf(`touch-${person}`, 24 * hour).find((at) => at >= outage) ?? Number.POSITIVE_INFINITY;
        expect(carried - outage).toBeLessThanOrEqual(late);
      }
    }
  });

  it('of a crowd that was turned away in one second do not fall into one', () => {
    const crowd = Array.from({ length: 1_000 }, (_, person) => triesOf(`touch-${person}`, 6 * hour));
    for (const attempt of [1, 2, 3]) expect(new Set(crowd.map((at) => at[attempt])).size).toBeGreaterThan(30);
    expect(new Set(crowd.map((at) => at.at(-1))).size).toBeGreaterThan(100);
  });

  it('are at whole seconds, and over once the patience is', () => {
    expect(triesOf('touch', hour).every((at) => at % 1_000 === 0)).toBe(true);
    expect(nextTry({ touch: 'touch', tries: 0, now: 100, until: 100 })).toBeNull();
  });
});
