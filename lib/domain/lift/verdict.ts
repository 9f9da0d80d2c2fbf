import type { Arm, Interval } from './arm.ts';

export type Verdict = 'better' | 'worse' | 'not enough data';

/** Below these the normal approximation that the interval rests on is not to be trusted. */
export const leastUsers = 100;
const leastConversions = 10;

export const hasUsers = (...arms: readonly Arm[]): boolean => arms.every(({ n }) => n >= leastUsers);

/** At least one arm, the one with more, has enough of them. */
export const hasConversions = (...arms: readonly Arm[]): boolean => arms.some(({ x }) => x >= leastConversions);

export const isEnough = (...arms: readonly Arm[]): boolean => hasUsers(...arms) && hasConversions(...arms);

/** On which side of 0 an interval lies. */
export function sideOf({ low, high }: Interval): Verdict {
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'not enough data';
}
