import { dayMs } from './duration.ts';
import type { Orders } from './orders.ts';
import { type RfmQuestion, rfm, type Segment } from './rfm.ts';

/** The edges between the fifths of all who ordered: recency in days, frequency in orders, money in the program's currency. */
export interface RfmEdges {
  readonly recency: readonly number[];
  readonly frequency: readonly number[];
  readonly monetary: readonly number[];
}

/** What fifths are made of. */
export type Summed = Pick<Orders, 'last' | 'count' | 'total'>;

type Scored = Pick<RfmQuestion, 'recency' | 'frequency' | 'monetary'>;

/** @param now epoch milliseconds */
export function scoredOf({ last, count, total }: Summed, now: number): Scored {
  return { recency: Math.max(0, Math.floor((now - last) / dayMs)), frequency: count, monetary: total };
}

/**
 * What kind of customer a person is now.
 *
 * @param edges as they were learned last; `null` before that
 * @param now epoch milliseconds
 * @returns `null` for who never ordered, and for everybody before edges were learned
 */
export function segmentOf(
  { orders }: { readonly orders?: Summed },
  edges: RfmEdges | null,
  now: number,
): Segment | null {
  return orders && edges ? rfm({ edges, ...scoredOf(orders, now) }).segment : null;
}

/** Edges between the fifths of these people. @param people at least one */
export function edgesOf(people: readonly Scored[]): RfmEdges {
  return {
    recency: fifths(people.map(({ recency }) => recency)),
    frequency: fifths(people.map(({ frequency }) => frequency)),
    monetary: fifths(people.map(({ monetary }) => monetary)),
  };
}

/**
 * Where each fifth but the first begins. Equal values stay together, in the lower bin: where most ordered once, those are
 * not among the frequent. Above the largest value an edge is one more than it.
 */
function fifths(values: readonly number[]): number[] {
  const sorted = [...values].sort((one, other) => one - other);
  return [1, 2, 3, 4].map((fifth) => {
    const cut = Math.floor((fifth * sorted.length) / 5);
    const edge = sorted[cut] ?? 0;
    if (sorted[cut - 1] !== edge && cut > 0) return edge;
    return sorted.find((value, at) => at > cut && value > edge) ?? edge + 1;
  });
}
