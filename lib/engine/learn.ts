import type { Orders } from '../domain/orders.ts';
import { sampleOf } from '../domain/sample.ts';
import { edgesOf, scoredOf } from '../domain/segment.ts';
import type { LearnedEdges } from './ports.ts';

export interface LearnPorts {
  readonly population: {
    /** Everybody who ordered, in no order that tells anything of them. */
    pages(): AsyncIterable<
      readonly { readonly user: string; readonly orders: Pick<Orders, 'last' | 'count' | 'total'> }[]
    >;
  };
  readonly edges: { write(learned: LearnedEdges): Promise<void> };
}

/** People of whom edges are learned: fifths of so many are right to half a percent. */
const sampled = 10_000;

/** Enough for tens of millions of items, and well within the function's quarter of an hour. */
const longestMs = 10 * 60_000;

/**
 * Learns where the fifths of all customers lie. What could not be looked at in time is left out: pages come by the hash of
 * a person, so those seen are like those not.
 *
 * @returns what was learned; `null` when nobody ordered
 */
export async function learn(now: () => number, { population, edges }: LearnPorts): Promise<LearnedEdges | null> {
  const at = now();
  const sample = sampleOf<ReturnType<typeof scoredOf>>(sampled);
  for await (const people of population.pages()) {
    for (const { user, orders } of people) sample.add(user, scoredOf(orders, at));
    if (now() - at > longestMs) break;
  }
  if (sample.size() === 0) return null;
  const learned = { ...edgesOf(sample.values()), at, population: sample.size() };
  await edges.write(learned);
  return learned;
}
