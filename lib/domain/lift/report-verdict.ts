import { dayMs } from '../duration.ts';
import { type Lift, lift } from '../lift.ts';
import { holm } from '../several-comparisons.ts';
import { checkRatio, mismatchBelow } from '../srm.ts';
import { type Arm, alpha } from './arm.ts';
import { sequentialP } from './sequential.ts';
import { hasConversions, hasUsers, sideOf, type Verdict } from './verdict.ts';

/** People behave differently on different days of the week; a report waits for each of them. */
const leastRunMs = 7 * dayMs;

export interface WeightedArm extends Arm {
  /** Share that assignment gives this arm, in any unit. */
  readonly weight: number;
}

export interface Experiment {
  /** Milliseconds since it started. */
  readonly ranMs: number;
  readonly control: WeightedArm;
  readonly treatments: Readonly<Record<string, WeightedArm>>;
}

/** What stands between a comparison and a winner. */
export type Lacking = 'days' | 'users' | 'conversions' | 'interval' | 'comparisons' | 'match';

export interface ArmReport {
  readonly verdict: Verdict;
  /** Empty when there is a winner. `comparisons`: the interval excludes 0, but not with all treatments taken together. */
  readonly lacking: readonly Lacking[];
  /** `null` while an arm has no users. */
  readonly lift: Lift | null;
  /** Valid at any look, adjusted by Holm for the number of treatments. */
  readonly p: number;
}

export interface ExperimentReport {
  readonly mismatch: { readonly p: number; readonly found: boolean };
  readonly treatments: Readonly<Record<string, ArmReport>>;
}

/**
 * The verdict that a report may give on each treatment: no winner before 7 days, 100 users an arm, 10 conversions in the
 * arm that has more, an interval without 0, and only while the arms were filled as they should be.
 *
 * @throws RuleError when the counts of an arm are none
 */
export function reportVerdicts({ ranMs, control, treatments }: Experiment): ExperimentReport {
  const names = Object.keys(treatments);
  const arms = Object.values(treatments);
  const all = [control, ...arms];
  const { p, unexpected = 0 } = checkRatio(
    all.map(({ n }) => n),
    all.map(({ weight }) => weight),
  );
  const mismatch = { p, found: p < mismatchBelow || unexpected > 0 };
  const lifts = arms.map((arm) => (arm.n === 0 || control.n === 0 ? null : lift(arm, control)));
  const adjusted = holm(arms.map((arm, at) => (lifts[at] ? sequentialP(arm, control) : 1)));
  const reports = arms.map((arm, at): ArmReport => {
    const found = lifts[at] ?? null;
    const side = found ? sideOf(found.sequential) : 'not enough data';
    const armP = adjusted[at] as number;
    const open: Record<Lacking, boolean> = {
      days: ranMs < leastRunMs,
      users: !hasUsers(arm, control),
      conversions: !hasConversions(arm, control),
      interval: side === 'not enough data',
      comparisons: side !== 'not enough data' && armP >= alpha,
      match: mismatch.found,
    };
    const lacking = (Object.keys(open) as Lacking[]).filter((name) => open[name]);
    return { verdict: lacking.length > 0 ? 'not enough data' : side, lacking, lift: found, p: armP };
  });
  return { mismatch, treatments: Object.fromEntries(names.map((name, at) => [name, reports[at] as ArmReport])) };
}
