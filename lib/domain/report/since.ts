import type { Weights } from '../assign.ts';
import { dayMs } from '../duration.ts';
import { weightsCounter } from '../tally/runs.ts';
import { type Counted, dayOf } from '../tally.ts';

/**
 * The first day whose people were all assigned by the shares of today. Numbers from before were made by other shares, and
 * comparing the two together would compare different people.
 *
 * @returns `YYYY-MM-DD`; `null` when the shares held all the time
 */
export function holdsSince(rows: readonly Counted[], experiment: string, weights: Weights): string | null {
  const [now, any] = [weightsCounter(experiment, weights), `weights.${experiment}.`];
  const others = rows
    .filter(({ add }) => Object.keys(add).some((name) => name.startsWith(any) && name !== now))
    .map(({ day }) => day)
    .sort();
  const last = others.at(-1);
  return last === undefined ? null : dayOf(Date.parse(last) + dayMs);
}

export const from = (rows: readonly Counted[], day: string | null): readonly Counted[] =>
  day === null ? rows : rows.filter((row) => row.day >= day);
