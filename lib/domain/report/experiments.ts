import type { Weights } from '../assign.ts';
import { uniformExperiment } from '../bandit.ts';
import type { JourneyRules } from '../journey-rules.ts';
import { armCounter } from '../tally/runs.ts';
import type { Counted } from '../tally.ts';
import { cell } from './cell.ts';
import { armsOf, type Comparison, compare } from './comparison.ts';
import { countsOf, daysOf } from './counts.ts';
import { from, holdsSince } from './since.ts';

/** An experiment's arms side by side; of a bandit, among its uniform slice. */
export interface ComparedExperiment extends Comparison {
  readonly name: string;
  /** The first day with the shares of today; `null` when they held all the time. */
  readonly since: string | null;
  readonly bandit: Moved | null;
}

/** How a bandit moves people. */
export interface Moved {
  /** Share of the people who go by the written shares. */
  readonly uniform: number;
  /** How the others of the last days were shared out; `null` for too few of them. */
  readonly lately: Weights | null;
}

const latelyDays = 7;

/** @param ranMs for how long these rows ran */
export function experimentsOf(
  { experiments, bandits }: Pick<JourneyRules, 'experiments' | 'bandits'>,
  rows: readonly Counted[],
  ranMs: (rows: readonly Counted[]) => number,
): ComparedExperiment[] {
  return Object.entries(experiments).flatMap(([name, shares]) => {
    const since = holdsSince(rows, name, shares);
    const held = from(rows, since);
    const bandit = bandits?.[name];
    // Those whom a bandit moves came on other days to one arm than to the other: comparing them would compare days.
    const compared = bandit ? uniformExperiment(name) : name;
    const counts = countsOf(held, 'runs', 'treatment');
    const found = compare(
      armsOf(shares, (arm) => (what) => counts(armCounter(compared, arm, what))),
      ranMs(held),
    );
    if (!found) return [];
    const moved = bandit ? { uniform: bandit.uniform, lately: lately(name, shares, held) } : null;
    return [{ name, since, bandit: moved, ...found }];
  });
}

function lately(name: string, shares: Weights, rows: readonly Counted[]): Weights | null {
  const days = daysOf(rows).slice(-latelyDays);
  const counts = countsOf(
    rows.filter(({ day }) => days.includes(day)),
    'runs',
    'treatment',
  );
  const moved = Object.keys(shares).map((arm): [string, number] => {
    const entered = (experiment: string) => counts(armCounter(experiment, arm, 'entered'));
    return [arm, entered(name) - entered(uniformExperiment(name))];
  });
  const total = moved.reduce((sum, [, people]) => sum + people, 0);
  return total === 0 || moved.some(([, people]) => cell(people) === null)
    ? null
    : Object.fromEntries(moved.map(([arm, people]) => [arm, people / total]));
}
