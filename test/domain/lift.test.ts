import { describe, expect, it } from 'vitest';
import { lift } from '../../lib/domain/lift.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';

describe('lift', () => {
  it('is treatment less control, and treatment over control', () => {
    const { difference, ratio } = lift({ n: 100, x: 30 }, { n: 200, x: 20 });
    expect(difference.estimate).toBeCloseTo(0.2, 12);
    expect(ratio.estimate).toBeCloseTo(3, 12);
  });

  it.each([
    { treatment: [1000, 200], control: [1000, 100], verdict: 'better' },
    { treatment: [1000, 100], control: [1000, 200], verdict: 'worse' },
    { treatment: [1000, 110], control: [1000, 100], verdict: 'not enough data' },
    { treatment: [100, 100], control: [100, 0], verdict: 'better' },
    { treatment: [99, 99], control: [100, 0], verdict: 'not enough data' },
    { treatment: [100_000, 9], control: [100_000, 9], verdict: 'not enough data' },
    { treatment: [10_000, 0], control: [100, 9], verdict: 'not enough data' },
  ] as const)('$treatment against $control is $verdict', ({ treatment, control, verdict }) => {
    const [one, other] = [treatment, control].map(([n, x]) => ({ n, x })) as [
      { n: number; x: number },
      { n: number; x: number },
    ];
    expect(lift(one, other).verdict).toBe(verdict);
  });

  it.each([
    [{ n: 0, x: 0 }, /"control".*at least 1/],
    [{ n: 10, x: 11 }, /"n":10,"x":11.*from 0 to the users/],
    [{ n: 10, x: -1 }, /from 0 to the users/],
    [{ n: 10.5, x: 1 }, /whole number of users/],
    [{ n: 10, x: 0.5 }, /whole number/],
    [{ n: Number.NaN, x: 0 }, /whole number/],
  ])('refuses %j', (arm, says) => {
    expect(() => lift({ n: 10, x: 1 }, arm)).toThrow(says);
    expect(() => lift(arm, { n: 10, x: 1 })).toThrow(RuleError);
  });
});
