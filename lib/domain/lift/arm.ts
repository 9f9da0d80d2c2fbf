import { RuleError } from '../rule-error.ts';
import { normalQuantile } from '../statistics/normal.ts';

/** One arm of a comparison: the users assigned to it, and how many of them converted. */
export interface Arm {
  readonly n: number;
  readonly x: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What is likewise of every interval here: it misses the truth in one of twenty experiments. */
export const alpha = 0.05;
export const z = normalQuantile(1 - alpha / 2);

export const rate = ({ n, x }: Arm): number => x / n;

/** The variance of an arm's rate, by its own rate. */
export const rateVariance = (arm: Arm): number => (rate(arm) * (1 - rate(arm))) / arm.n;

/** √(p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂), of the difference between two arms' rates. */
export const standardError = (one: Arm, other: Arm): number => Math.sqrt(rateVariance(one) + rateVariance(other));

/** @throws RuleError naming the arm when it is empty, or counts something that users and conversions cannot be */
export function checkArm(name: string, { n, x }: Arm): void {
  if (!Number.isSafeInteger(n) || n < 1) {
    throw new RuleError({
      value: { [name]: { n, x } },
      rule: 'an arm has a whole number of users n, at least 1: no user has no rate',
      remedy: 'wait for its first user, or leave the comparison out',
    });
  }
  if (!Number.isSafeInteger(x) || x < 0 || x > n) {
    throw new RuleError({
      value: { [name]: { n, x } },
      rule: 'conversions x are a whole number from 0 to the users n of the arm',
      remedy: 'count each user who converted once, however often they did',
    });
  }
}
