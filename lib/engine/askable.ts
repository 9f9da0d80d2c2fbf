import { type ApprovalRequest, shortVersion } from '../domain/approval.ts';
import type { EstimateTerms } from '../domain/estimate.ts';
import type { Approvals } from './ports.ts';
import { NotAsked } from './signals.ts';

export interface DeployedApproval {
  readonly version: string;
  readonly approvers: Readonly<Record<string, string>>;
  readonly terms: EstimateTerms;
}

export interface AskablePorts {
  readonly approvals: Pick<Approvals, 'latest'>;
  /** The version that is deployed, and whom it names, with their addresses; `undefined` for one that names nobody. */
  deployed(journey: string): DeployedApproval | undefined;
}

/**
 * What is deployed of the journey, and where the approver is written to.
 *
 * @throws NotAsked when there is nothing to ask: another version is deployed, or this one is approved
 */
export async function askable(
  request: ApprovalRequest,
  { approvals, deployed }: AskablePorts,
): Promise<DeployedApproval & { readonly address: string }> {
  const { journey, version, approver } = request;
  const here = deployed(journey);
  if (!here) throw new NotAsked(`${journey}: no journey with approvers is deployed under this name`);
  if (here.version !== version) {
    throw new NotAsked(
      `${journey}: version ${shortVersion(here.version)} is deployed, not ${shortVersion(version)}; deploy first, then submit`,
    );
  }
  const address = here.approvers[approver];
  if (address === undefined) throw new NotAsked(`${approver}: not an approver of ${journey}`);
  const before = await approvals.latest(request);
  if (before?.decision === 'approved') throw new NotAsked(`${approver}: has approved ${shortVersion(version)} already`);
  return { ...here, address };
}
