import type { DeployableJourney } from '../app-context.ts';

/** Whether any journey names approvers; without, nothing of approvals is in the template. */
export const needsApprovals = (journeys: readonly Pick<DeployableJourney, 'rules'>[]): boolean =>
  journeys.some(({ rules }) => rules.approvers !== undefined);
