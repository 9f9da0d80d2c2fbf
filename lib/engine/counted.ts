import type { Kept } from '../domain/ledger.ts';
import { longestRowCapMs } from '../domain/policies/in-force.ts';
import { earlyKeptMs } from '../domain/refused-entry.ts';
import type { Rules } from './ports.ts';

const weekMs = 7 * 86_400_000;

/** How long a ledger must remember touches: the longest period of any cap that may ask, and at least the week of a person's wish. */
export function countedMs({ program, journeys }: Rules): number {
  const caps = [...program.caps, ...journeys.all().flatMap((journey) => journey.caps)];
  return Math.max(weekMs, longestRowCapMs(program), ...caps.map(({ perMs }) => perMs));
}

/** What a ledger must remember for the rules that are deployed. */
export function kept(rules: Rules): Kept {
  const { journeys } = rules;
  return {
    countedMs: countedMs(rules),
    earlyMs: (event) => earlyKeptMs(event, journeys.all()),
    isDeployed: (journey) => journeys.rules(journey) !== undefined,
  };
}
