import { RuleError } from './rule-error.ts';
import { chiSquaredTail } from './statistics/gamma.ts';

/** Below this p value of the check an experiment's arms are not comparable: something else than chance filled them. */
export const mismatchBelow = 0.001;

export interface RatioCheck {
  /** How often chance alone strays this far from the weights or farther; 1 when there is nothing to compare. */
  readonly p: number;
  /** Users in arms of weight 0, where there should be none; absent when there are none. */
  readonly unexpected?: number;
}

/**
 * Sample ratio mismatch: Pearson's χ² of the users in each arm against the weights. Arms of weight 0 are dropped before
 * anything is counted.
 *
 * @param counts users in each arm
 * @param weights of the arms, in any unit
 * @throws RuleError when these do not belong together
 */
export function checkRatio(counts: readonly number[], weights: readonly number[]): RatioCheck {
  if (counts.length !== weights.length) {
    throw new RuleError({
      value: { counts, weights },
      rule: 'each arm has one count and one weight',
      remedy: 'give as many weights as counts, in the same order',
    });
  }
  const arms = counts.map((count, at) => ({ count, weight: weights[at] as number }));
  const expected = arms.filter(({ weight }) => weight > 0);
  if (expected.length === 0) {
    throw new RuleError({
      value: weights,
      rule: 'at least one arm has a weight above 0',
      remedy: 'give the weights that users were assigned by',
    });
  }
  const unexpected = arms.reduce((sum, { count, weight }) => sum + (weight > 0 ? 0 : count), 0);
  return { p: pValue(expected), ...(unexpected > 0 && { unexpected }) };
}

function pValue(arms: readonly { readonly count: number; readonly weight: number }[]): number {
  const users = arms.reduce((sum, { count }) => sum + count, 0);
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  if (arms.length === 1 || users === 0) return 1;
  const distance = arms.reduce((sum, { count, weight }) => {
    const due = (users * weight) / total;
    return sum + (count - due) ** 2 / due;
  }, 0);
  return chiSquaredTail(distance, arms.length - 1);
}
