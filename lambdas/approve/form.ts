import { type ApprovalDecision, decisions } from '../../lib/domain/approval.ts';

export interface Answer {
  readonly decision: ApprovalDecision;
  readonly reason?: string;
}

const longest = 2_000;

/** Reads the form. A string says what is wrong with it. */
export function readAnswer(body: string): Answer | string {
  const form = new URLSearchParams(body);
  const decision = decisions.find((each) => each === form.get('decision'));
  const reason = (form.get('reason') ?? '').trim();
  if (!decision) return 'Choose one of the two answers';
  if (reason.length > longest) return `A reason has at most ${longest} characters; this one has ${reason.length}`;
  if (decision === 'rejected' && reason === '') return 'Say why: to reject, a reason is needed';
  return { decision, ...(reason !== '' && { reason }) };
}
