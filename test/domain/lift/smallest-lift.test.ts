import { describe, expect, it } from 'vitest';
import { smallestLift } from '../../../lib/domain/lift/smallest-lift.ts';
import { lift } from '../../../lib/domain/lift.ts';
import { seededRandom } from '../../../lib/sandbox/random.ts';

/** The share of 500 experiments of this size and lift that a test sees at their end. */
function shareSeen(
  { baseline, users }: Parameters<typeof smallestLift>[0],
  effect: number | null,
  seen: (result: ReturnType<typeof lift>) => boolean,
): number {
  const random = seededRandom(1);
  const arm = (n: number, chance: number) => ({
    n,
    x: Array.from({ length: n }, random.next).filter((u) => u < chance).length,
  });
  let count = 0;
  for (let experiment = 0; experiment < 500; experiment++) {
    const treatment = arm(users.treatment, baseline + (effect ?? Number.NaN));
    if (seen(lift(treatment, arm(users.control, baseline)))) count++;
  }
  return count / 500;
}

describe('smallestLift', () => {
  // R, power.prop.test(n = 50, p1 = .5, power = .9) → p2 = 0.8026
  // R, power.prop.test(p1 = .5, p2 = .75, power = .9) → n = 76.7
  it.each([
    { baseline: 0.5, n: 50, power: 0.9, p2: 0.8026 },
    { baseline: 0.5, n: 76.7, power: 0.9, p2: 0.75 },
  ])('$n users an arm see $baseline become $p2 with a power of $power', ({ baseline, n, power, p2 }) => {
    const { fixed } = smallestLift({ baseline, users: { treatment: n, control: n }, power });
    expect(baseline + (fixed ?? Number.NaN)).toBeCloseTo(p2, 4);
  });

  const plan = { baseline: 0.1, users: { treatment: 3600, control: 400 } };

  it('is what four of five experiments show, with a small control', () => {
    const { fixed, sequential } = smallestLift(plan);
    const atOneLook = shareSeen(plan, fixed, ({ difference }) => difference.low > 0);
    const byTheVerdict = shareSeen(plan, sequential, ({ verdict }) => verdict === 'better');
    for (const share of [atOneLook, byTheVerdict]) expect(Math.abs(share - 0.8)).toBeLessThan(0.06);
  });

  it('is smaller with more users, and larger when one may look at any time', () => {
    let last = 1;
    for (const n of [200, 1000, 5000, 100_000]) {
      const { fixed, sequential } = smallestLift({ baseline: 0.1, users: { treatment: n, control: n } });
      expect(fixed ?? 1).toBeLessThan(sequential ?? 1);
      expect(sequential ?? 1).toBeLessThan(last);
      last = sequential ?? 1;
    }
  });

  it('is none when nothing could be shown', () => {
    expect(smallestLift({ baseline: 0.95, users: { treatment: 10, control: 10 } })).toEqual({
      fixed: null,
      sequential: null,
    });
    expect(smallestLift({ baseline: 0.1, users: { treatment: 5000, control: 99 } }).sequential).toBeNull();
  });

  it('refuses what is no plan', () => {
    expect(() => smallestLift({ ...plan, baseline: 0 })).toThrow(/"baseline":0.*between 0 and 1/);
    expect(() => smallestLift({ ...plan, users: { treatment: 10, control: 0 } })).toThrow(/each arm has users/);
  });
});
