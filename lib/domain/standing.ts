import { type AliveRules, cdnowFit, churnOf } from './churn.ts';
import type { Profile } from './profile.ts';
import type { Segment } from './rfm.ts';
import { type RfmEdges, segmentOf } from './segment.ts';

/** A profile with what follows from the orders on it at this moment, none of which is stored. */
export type Standing<P> = P & { readonly rfm?: { readonly segment: Segment } };

/** @param now epoch milliseconds */
export function withStanding<P extends Pick<Profile, 'scores' | 'orders'>>(
  profile: P,
  { edges, alive = cdnowFit }: { readonly edges: RfmEdges | null; readonly alive?: AliveRules | undefined },
  now: number,
): Standing<P> {
  const segment = segmentOf(profile, edges, now);
  const churn = churnOf(profile, alive, now);
  return {
    ...profile,
    scores: { ...profile.scores, ...(churn !== null && { churn }) },
    ...(segment !== null && { rfm: { segment } }),
  };
}
