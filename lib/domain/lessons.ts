import type { LearnedShares } from './bandit.ts';
import type { Habits } from './hours.ts';
import type { RfmEdges } from './segment.ts';

/** What is learned once a day of everybody together, with when (epoch milliseconds) and of how many. */
export interface Lessons {
  /** The edges between the fifths of all who ordered. */
  readonly edges: RfmEdges & Learnt;
  /** When those engage whose hours are counted. */
  readonly habits: Habits & Learnt;
  /** The shares of bandits. */
  readonly shares: { readonly journeys: LearnedShares; readonly at: number };
}

interface Learnt {
  readonly at: number;
  readonly population: number;
}
