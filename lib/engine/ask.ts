import { type ApprovalRequest, shortVersion } from '../domain/approval.ts';
import type { Approvals, Occasion } from './ports.ts';
import { NotAsked } from './signals.ts';

export interface AskPorts {
  readonly approvals: Pick<Approvals, 'latest' | 'ask'>;
  /** The version that is deployed, and whom it names, with their addresses; `undefined` for one that names nobody. */
  deployed(journey: string): DeployedApproval | undefined;
  /** Writes to an approver. */
  notify(request: ApprovalRequest, address: string): Promise<void>;
}

export interface DeployedApproval {
  readonly version: string;
  readonly approvers: Readonly<Record<string, string>>;
}

/**
 * Asks one approver for one version. A retry asks again with the token that waits now.
 *
 * @param token what the execution waits with
 * @throws NotAsked when there is nothing to ask: another version is deployed, or this one is approved
 */
export async function ask(
  request: ApprovalRequest,
  token: string,
  occasion: Pick<Occasion, 'now'>,
  { approvals, deployed, notify }: AskPorts,
): Promise<void> {
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
  await approvals.ask(request, token, occasion.now());
  await notify(request, address);
}
