import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rate, rateVariance } from '../../../lib/domain/lift/arm.ts';
import { sequentialInterval, sequentialP, standardErrorsAt } from '../../../lib/domain/lift/sequential.ts';
import { lift } from '../../../lib/domain/lift.ts';
import { seededRandom } from '../../../lib/sandbox/random.ts';
import { anyArm } from './any-arm.ts';

describe('the confidence sequence', () => {
  it("gives GrowthBook's interval for the relative lift of 2422/3461 over 1396/3000", () => {
    const [treatment, control] = [
      { n: 3461, x: 2422 },
      { n: 3000, x: 1396 },
    ];
    const ratio = rate(treatment) / rate(control);
    // The delta method's error of a ratio of means.
    const error = Math.sqrt(rateVariance(treatment) + ratio ** 2 * rateVariance(control)) / rate(control);
    const reach = standardErrorsAt(3461 + 3000) * error;
    expect(ratio - 1).toBeCloseTo(0.50386, 5);
    expect(ratio - 1 - reach).toBeCloseTo(0.40098, 5);
    expect(ratio - 1 + reach).toBeCloseTo(0.60675, 5);
  });

  it('contains the difference, and is wider than the interval of a single look', () => {
    fc.assert(
      fc.property(anyArm, anyArm, (one, other) => {
        const { low, high } = sequentialInterval(one, other);
        const difference = rate(one) - rate(other);
        expect(low <= difference && difference <= high).toBe(true);
        expect(standardErrorsAt(one.n + other.n)).toBeGreaterThan(1.96);
      }),
    );
  });

  it('is narrowest, counted in fixed intervals, near the number that it is tuned for', () => {
    for (const n of [500, 2000, 15_000, 50_000]) {
      expect(standardErrorsAt(n)).toBeGreaterThan(standardErrorsAt(5000));
    }
  });

  it('has a p value below 0.05 when, and only when, it excludes 0', () => {
    fc.assert(
      fc.property(anyArm, anyArm, (one, other) => {
        const { low, high } = sequentialInterval(one, other);
        const p = sequentialP(one, other);
        expect(p >= 0 && p <= 1).toBe(true);
        expect(p < 0.05).toBe(low > 0 || high < 0);
      }),
    );
  });
});

describe('1,000 experiments without any effect, looked at daily for four weeks', () => {
  const experiments = 1000;
  const usersADay = 100;
  const random = seededRandom(20_270_111);
  const wrong = { sequential: 0, fixed: 0, fixedAtTheEnd: 0 };
  for (let experiment = 0; experiment < experiments; experiment++) {
    const [treatment, control] = [
      { n: 0, x: 0 },
      { n: 0, x: 0 },
    ];
    const seen = { sequential: false, fixed: false, now: false };
    for (let day = 1; day <= 28; day++) {
      for (const arm of [treatment, control]) {
        arm.n += usersADay;
        for (let user = 0; user < usersADay; user++) if (random.next() < 0.1) arm.x++;
      }
      const { verdict, difference } = lift(treatment, control);
      seen.now = difference.low > 0 || difference.high < 0;
      seen.fixed ||= seen.now;
      seen.sequential ||= verdict !== 'not enough data';
    }
    if (seen.sequential) wrong.sequential++;
    if (seen.fixed) wrong.fixed++;
    if (seen.now) wrong.fixedAtTheEnd++;
  }

  it('have a winner or a loser in at most 5 % by the verdict', () => {
    expect(wrong.sequential).toBeLessThanOrEqual(0.05 * experiments);
  });

  it('would have one in more than a fifth by the fixed interval, which is made for one look', () => {
    expect(wrong.fixed).toBeGreaterThan(0.2 * experiments);
    expect(wrong.fixedAtTheEnd).toBeGreaterThan(0.03 * experiments);
    expect(wrong.fixedAtTheEnd).toBeLessThan(0.07 * experiments);
  });
});
