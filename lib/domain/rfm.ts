import { RuleError } from './rule-error.ts';

/** The four edges between five bins, ascending; equal ones leave a bin empty. */
export type Edges = readonly number[];

export interface RfmQuestion {
  readonly edges: { readonly recency: Edges; readonly frequency: Edges; readonly monetary: Edges };
  /** Time since the last purchase, in the unit of its edges: less is better. */
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

export interface Rfm {
  /** Scores from 1 to 5, 5 the best. */
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly segment: Segment;
}

/** Which scores of recency and frequency make a segment; the first that fits is it. */
const segments = [
  { name: 'Champions', r: [5], f: [4, 5] },
  { name: 'Loyal', r: [3, 4], f: [4, 5] },
  { name: 'Potential Loyalist', r: [4, 5], f: [2, 3] },
  { name: 'New', r: [5], f: [1] },
  { name: 'Promising', r: [4], f: [1] },
  { name: 'Need Attention', r: [3], f: [3] },
  { name: 'About To Sleep', r: [3], f: [1, 2] },
  { name: "Can't Lose", r: [1, 2], f: [5] },
  { name: 'At Risk', r: [1, 2], f: [3, 4] },
  { name: 'Hibernating', r: [1, 2], f: [1, 2] },
] as const satisfies readonly { name: string; r: readonly number[]; f: readonly number[] }[];

/** In the order of the table. */
export const segmentNames: readonly Segment[] = segments.map(({ name }) => name);

export type Segment = (typeof segments)[number]['name'];

/**
 * Scores a customer by recency, frequency and monetary value and names the segment. A value equal to an edge belongs to
 * the bin above it.
 *
 * @throws RuleError when the edges are not four that ascend
 */
export function rfm({ edges, recency, frequency, monetary }: RfmQuestion): Rfm {
  const r = 5 - reached('recency', edges.recency, recency);
  const f = 1 + reached('frequency', edges.frequency, frequency);
  const m = 1 + reached('monetary', edges.monetary, monetary);
  return { r, f, m, segment: segmentOfScores(r, f) };
}

/** @param r and f: scores from 1 to 5 */
export function segmentOfScores(r: number, f: number): Segment {
  const fitting = segments.find((segment) => includes(segment.r, r) && includes(segment.f, f));
  if (!fitting) {
    throw new RuleError({ value: { r, f }, rule: 'scores are whole, from 1 to 5', remedy: 'score by four edges' });
  }
  return fitting.name;
}

const includes = (scores: readonly number[], score: number) => scores.includes(score);

/** The number of edges that are not above the value. */
function reached(name: string, edges: Edges, value: number): number {
  if (edges.length !== 4 || edges.some((edge, at) => edge < (edges[at - 1] ?? edge))) {
    throw new RuleError({
      value: { [name]: edges },
      rule: 'five bins have four edges, which ascend',
      remedy: 'give the quintiles from low to high',
    });
  }
  return edges.filter((edge) => edge <= value).length;
}
