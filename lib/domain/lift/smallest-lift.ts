import { RuleError } from '../rule-error.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { z } from './arm.ts';
import { standardErrorsAt } from './sequential.ts';
import { leastUsers } from './verdict.ts';

export interface Plan {
  /** Control's expected rate, between 0 and 1, neither included. */
  readonly baseline: number;
  /** Users that each arm will have at the end. */
  readonly users: { readonly treatment: number; readonly control: number };
  /** Chance to see a lift of this size, 0.8 by default. */
  readonly power?: number;
}

/** Differences of the rates; `null` when there is none that would be seen. */
export interface SmallestLift {
  /** One look at the end: the pooled test against 0. */
  readonly fixed: number | null;
  /** The verdict of `lift`, by the last look at the latest; `null` too when an arm has too few users for any verdict. */
  readonly sequential: number | null;
}

/**
 * The smallest lift that a comparison of this size shows, said before it starts: the normal approximation of Fleiss (1981)
 * for one look, and the same reckoning against the width of the confidence sequence for the verdict. Both levels are 5 %,
 * two-sided.
 *
 * @throws RuleError when the plan is none
 */
export function smallestLift({ baseline, users, power = 0.8 }: Plan): SmallestLift {
  const { treatment, control } = users;
  if (!(baseline > 0 && baseline < 1 && power > 0 && power < 1 && treatment >= 1 && control >= 1)) {
    throw new RuleError({
      value: { baseline, users, power },
      rule: 'baseline and power lie between 0 and 1, and each arm has users',
      remedy: 'give the rate of control, such as 0.1, and the users that each arm will have',
    });
  }
  const zPower = normalQuantile(power);
  const unpooled = (lift: number) => Math.sqrt(variance(baseline + lift) / treatment + variance(baseline) / control);
  const pooled = (lift: number) =>
    Math.sqrt(variance(baseline + (lift * treatment) / (treatment + control)) * (1 / treatment + 1 / control));
  const most = 1 - baseline;
  const reach = standardErrorsAt(treatment + control);
  return {
    fixed: firstBeyond((lift) => z * pooled(lift) + zPower * unpooled(lift), most),
    sequential:
      Math.min(treatment, control) < leastUsers ? null : firstBeyond((lift) => (reach + zPower) * unpooled(lift), most),
  };
}

const variance = (rate: number): number => rate * (1 - rate);

/**
 * The lift that is as large as what it needs, by bisection. A need is concave and above 0 at 0, so that the lift
 * overtakes it once or never.
 */
function firstBeyond(need: (lift: number) => number, most: number): number | null {
  if (need(most) > most) return null;
  let [low, high] = [0, most];
  for (let middle = most / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (need(middle) > middle) low = middle;
    else high = middle;
  }
  return high;
}
