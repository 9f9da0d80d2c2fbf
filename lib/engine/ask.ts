import type { ApprovalRequest } from '../domain/approval.ts';
import { assumedEstimate, countedEstimate, type Estimate } from '../domain/estimate.ts';
import { addHeadcounts, type Headcount } from '../domain/headcount.ts';
import { segmentNumbers } from '../domain/pace.ts';
import { type AskablePorts, askable, type DeployedApproval } from './askable.ts';
import type { Estimates, Headcounts } from './count/ports.ts';
import type { Approvals, Occasion, Rules } from './ports.ts';

export interface AskPorts extends AskablePorts {
  readonly approvals: Pick<Approvals, 'latest' | 'ask'>;
  readonly headcounts: Pick<Headcounts, 'of'>;
  readonly estimates: Pick<Estimates, 'keep'>;
  readonly program: Pick<Rules['program'], 'prices' | 'providers'>;
  /** Writes to an approver. */
  notify(request: ApprovalRequest, address: string, estimate: Estimate): Promise<void>;
}

/**
 * Asks one approver for one version. A retry asks again with the token that waits now.
 *
 * @param token what the execution waits with
 * @throws NotAsked when there is nothing to ask
 */
export async function ask(
  request: ApprovalRequest,
  token: string,
  occasion: Pick<Occasion, 'now'>,
  ports: AskPorts,
): Promise<void> {
  const { address, terms } = await askable(request, ports);
  const estimate = await estimateFor(request, terms, occasion.now(), ports);
  // What the link shows is there before the link.
  await ports.estimates.keep(request, estimate);
  await ports.approvals.ask(request, token, occasion.now());
  await ports.notify(request, address, estimate);
}

async function estimateFor(
  request: ApprovalRequest,
  terms: DeployedApproval['terms'],
  now: number,
  { headcounts, program }: AskPorts,
): Promise<Estimate> {
  const { entry } = terms;
  if (entry !== 'audience') return assumedEstimate({ ...terms, entry }, program);
  const counted = await headcounts.of(request);
  const missing = segmentNumbers.filter((number) => !counted.get(number)?.over);
  // A part of the people would be taken for all of them.
  if (missing.length > 0) throw new Error(`segments ${missing.join(', ')} of the table are not counted`);
  const headcount = [...counted.values()].reduce<Headcount>((sum, { headcount }) => addHeadcounts(sum, headcount), {});
  return countedEstimate(headcount, terms, program, now);
}
