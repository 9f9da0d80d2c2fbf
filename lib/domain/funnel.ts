/** What a run has seen of its funnel: a bit an event, so that it does not matter in which order they are delivered. */
export interface FunnelSeen {
  readonly seen: number;
  /** The invocation that saw the latest. */
  readonly by: string;
}

/** Bits of a whole number that stay exact under bitwise operators. */
export const longestFunnel = 20;

/** The bits of one event, which may stand at several places. */
export const bitsOf = (funnel: readonly string[], event: string): number =>
  funnel.reduce((bits, step, at) => (step === event ? bits | (1 << at) : bits), 0);

/** How far somebody came: a step counts once all before it have happened too. */
export function furthest(seen: number): number {
  let steps = 0;
  while (seen & (1 << steps)) steps++;
  return steps;
}

/** The steps, from 1, that this event added to what was seen, itself included. */
export function stepsAdded(funnel: readonly string[], event: string, seen: number): number[] {
  const before = furthest(seen & ~bitsOf(funnel, event));
  return Array.from({ length: furthest(seen) - before }, (_, index) => before + index + 1);
}
