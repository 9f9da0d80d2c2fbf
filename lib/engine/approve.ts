import type { ApprovalDecision, ApprovalRequest, RefusedAnswer } from '../domain/approval.ts';
import type { ReadApproval } from '../domain/approval-token.ts';
import type { Approvals, Occasion } from './ports.ts';

export interface ApprovePorts {
  readonly approvals: Pick<Approvals, 'latest' | 'decide' | 'refuse'>;
  /** The version that is deployed; `undefined` for a journey that names no approvers. */
  deployed(journey: string): { readonly version: string } | undefined;
  /** Keeps the version that is deployed, once all have approved it, to speak on while a later one waits. */
  keep(journey: string, now: number): Promise<void>;
  /** Lets the execution that waits go on. One that is over is no error: what was decided is kept. */
  answer(token: string, decision: ApprovalDecision): Promise<void>;
}

/** Whether a link still asks something. Changes nothing. */
export async function standingOf(
  { expired, ...request }: ReadApproval,
  { approvals, deployed }: Pick<ApprovePorts, 'deployed'> & { approvals: Pick<Approvals, 'latest'> },
): Promise<'open' | RefusedAnswer> {
  if (expired) return 'expired';
  if (deployed(request.journey)?.version !== request.version) return 'superseded';
  const latest = await approvals.latest(request);
  if (latest?.request !== request.request) return 'superseded';
  return latest.decision === undefined ? 'open' : 'used';
}

/**
 * Takes an approver's answer. The table says what counts, so it is written first; the execution hears of it after. An
 * answer that does not count is kept too.
 */
export async function approve(
  link: ReadApproval,
  { decision, reason }: { readonly decision: ApprovalDecision; readonly reason?: string | undefined },
  occasion: Pick<Occasion, 'now' | 'invocation'>,
  ports: ApprovePorts,
): Promise<ApprovalDecision | RefusedAnswer> {
  const { expired: _, ...request } = link;
  const now = occasion.now();
  const standing = await standingOf(link, ports);
  const decided = standing === 'open' && (await ports.approvals.decide(request, decision, reason, now));
  if (!decided) {
    const why = standing === 'open' ? 'used' : standing;
    // Whoever answered and saw no page answers again: what was left undone is done.
    if (why === 'used') await finish(request, now, ports);
    await ports.approvals.refuse(request, why, now, occasion.invocation);
    return why;
  }
  await finish(request, now, ports);
  return decision;
}

/** Tells the execution that waits what was decided, and keeps what is approved. Doing it again changes nothing. */
async function finish(request: ApprovalRequest, now: number, ports: ApprovePorts): Promise<void> {
  const asked = await ports.approvals.latest(request);
  if (asked?.request === request.request && asked.decision) await ports.answer(asked.token, asked.decision);
  await ports.keep(request.journey, now);
}
