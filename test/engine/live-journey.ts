import type { Standing } from '../../lib/domain/approval.ts';
import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import type { LiveJourney } from '../../lib/engine/ports.ts';

/** What speaks of a journey, when the state machine of the version approved last is the one deployed. */
export function liveJourney(
  rules: JourneyRules | undefined,
  standing: Standing,
  approvedLast: JourneyRules | undefined,
): LiveJourney | undefined {
  if (!rules?.approvers) return rules && { rules, enterable: true };
  const { approved } = standing;
  if (approved || !approvedLast) return { rules, approval: standing, enterable: approved };
  return {
    rules: approvedLast,
    approval: { ...standing, version: 'v0', approved: true },
    version: 'v0',
    enterable: true,
  };
}
