import { longestRowCapMs } from '../domain/policies/in-force.ts';
import type { Rules } from './ports.ts';

const weekMs = 7 * 86_400_000;

/** How long a ledger must remember touches: the longest period of any cap that may ask, and at least the week of a person's wish. */
export function countedMs({ program, journeys }: Rules): number {
  const caps = [...program.caps, ...journeys.all().flatMap((journey) => journey.caps)];
  return Math.max(weekMs, longestRowCapMs(program), ...caps.map(({ perMs }) => perMs));
}
