import type { Rules } from './ports.ts';

const weekMs = 7 * 86_400_000;

/** How long a ledger must remember touches: the longest period of any cap that may ask, and at least a week. */
export function countedMs({ program, journeys }: Rules): number {
  const caps = [...program.caps, ...journeys.all().flatMap((journey) => journey.caps)];
  return Math.max(weekMs, ...caps.map(({ perMs }) => perMs));
}
