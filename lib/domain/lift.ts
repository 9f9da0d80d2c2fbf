import { type Arm, checkArm, type Interval } from './lift/arm.ts';
import { katz, type Ratio } from './lift/katz.ts';
import { newcombe } from './lift/newcombe.ts';
import { sequentialInterval } from './lift/sequential.ts';
import { isEnough, sideOf, type Verdict } from './lift/verdict.ts';

export type { Arm, Interval } from './lift/arm.ts';

export interface Lift {
  /** Treatment's rate less control's. */
  readonly difference: Interval & { readonly estimate: number };
  readonly ratio: Ratio;
  /** For the difference, valid however often it is looked at: what the verdict is made of. */
  readonly sequential: Interval;
  readonly verdict: Verdict;
}

/**
 * What a treatment added to a control: all intervals at 95 %.
 *
 * @throws RuleError when an arm is empty or its counts are none
 */
export function lift(treatment: Arm, control: Arm): Lift {
  checkArm('treatment', treatment);
  checkArm('control', control);
  const sequential = sequentialInterval(treatment, control);
  return {
    difference: newcombe(treatment, control),
    ratio: katz(treatment, control),
    sequential,
    verdict: isEnough(treatment, control) ? sideOf(sequential) : 'not enough data',
  };
}
