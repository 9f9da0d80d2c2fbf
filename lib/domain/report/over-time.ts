import type { Weights } from '../assign.ts';
import { lift } from '../lift.ts';
import type { Counted } from '../tally.ts';
import { type ArmCounts, armsOf, isShown, type Range } from './comparison.ts';
import { countsOf, daysOf } from './counts.ts';

/** The lift of all who had entered by a day, as known today. */
export interface LiftByDay extends Range {
  readonly day: string;
}

/** Day by day; days on which either arm was still too small to be shown are left out. */
export function liftByDay(rows: readonly Counted[], weights: Weights): LiftByDay[] {
  const sums = new Map<string, ArmCounts>();
  return daysOf(rows).flatMap((day): LiftByDay[] => {
    const today = rows.filter((row) => row.day === day);
    const [control, treatment] = armsOf(weights, (group) => countsOf(today, 'runs', group as Counted['group'])).map(
      (arm) => {
        const before = sums.get(arm.name);
        const sum = before ? { ...arm, n: before.n + arm.n, x: before.x + arm.x } : arm;
        sums.set(arm.name, sum);
        return sum;
      },
    );
    if (!control || !treatment || !isShown(control, treatment)) return [];
    const { difference, sequential } = lift(treatment, control);
    return [{ day, estimate: difference.estimate, ...sequential }];
  });
}
