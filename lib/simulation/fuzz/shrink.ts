import { violationsOf } from '../invariants/all.ts';
import { runScenario, type Scenario } from '../scenario/scenario.ts';

/** Whether a scenario still shows what is looked for. */
export const shows = async (scenario: Scenario, invariant: string): Promise<boolean> =>
  violationsOf(await runScenario(scenario)).some((violation) => violation.invariant === invariant);

/**
 * Leaves out of a scenario all that a violation does not need: halves of what happens and what goes wrong, then smaller
 * parts (delta debugging), while the same class of violation stays.
 *
 * @param most how often it may be run
 */
export async function shrink(scenario: Scenario, invariant: string, most = 400): Promise<Scenario> {
  let runs = 0;
  const stays = async (smaller: Scenario) => {
    runs += 1;
    return runs <= most && (await shows(smaller, invariant));
  };
  let best = scenario;
  for (let before = Number.POSITIVE_INFINITY; sizeOf(best) < before && runs < most; ) {
    before = sizeOf(best);
    const faults = await fewer(best.faults, (list) => stays({ ...best, faults: list }));
    best = { ...best, faults };
    const facts = await fewer(best.facts, (list) => stays({ ...best, facts: list }));
    best = { ...best, facts };
  }
  return best;
}

const sizeOf = ({ facts, faults }: Scenario): number => facts.length + faults.length;

async function fewer<T>(list: readonly T[], stays: (list: readonly T[]) => Promise<boolean>): Promise<readonly T[]> {
  let left = list;
  if (left.length > 0 && (await stays([]))) return [];
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < left.length; ) {
      const without = [...left.slice(0, from), ...left.slice(from + size)];
      if (await stays(without)) left = without;
      else from += size;
    }
  }
  return left;
}
