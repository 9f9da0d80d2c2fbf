import { wholeSecond } from './instant.ts';
import { segmentNumbers } from './pace.ts';
import { askAgainAt } from './pause.ts';

/** What is asked of one approver: this very version of this journey. */
export interface ApprovalRef {
  readonly journey: string;
  /** Content hash of what was compiled. */
  readonly version: string;
  /** Their name in the journey, such as `legal`. */
  readonly approver: string;
}

/** One time of asking: the execution that waits for the answer. */
export interface ApprovalRequest extends ApprovalRef {
  readonly request: string;
}

/** What an execution that asks is started with. @param counts whether it is for people who can be counted beforehand */
export function approvalInput(
  ref: ApprovalRef,
  counts: boolean,
): ApprovalRef & { readonly segments: readonly number[] } {
  return { ...ref, segments: counts ? segmentNumbers : [] };
}

export const decisions = ['approved', 'rejected'] as const;
export type ApprovalDecision = (typeof decisions)[number];

/** A request as it is kept. Instants in epoch milliseconds. */
export interface AskedApproval extends ApprovalRequest {
  readonly at: number;
  /** What the execution waits with. */
  readonly token: string;
  readonly decision?: ApprovalDecision;
  readonly decidedAt?: number;
  /** In the approver's own words. */
  readonly reason?: string;
}

/** Why an answer did not count: given before, too late, or about a version that is not the one deployed. */
export type RefusedAnswer = 'used' | 'expired' | 'superseded';

/** A line of the audit trail. */
export interface AuditLine extends ApprovalRequest {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly what: 'asked' | ApprovalDecision | 'refused';
  /** An approver's own words, or why an answer was refused. */
  readonly reason?: string;
}

/** Whether the version that is deployed may be sent, as of some seconds ago. */
export interface Standing {
  readonly version: string;
  readonly approved: boolean;
  /** When somebody was first asked, epoch milliseconds; `null` when nobody was. */
  readonly since: number | null;
}

/** The first characters of a version, enough for people to tell versions apart. */
export const shortVersion = (version: string): string => version.slice(0, 12);

const unaskedMs = 3_600_000;

/** When a touch that waits for an approval asks again: as for a pause; every hour while nobody was asked. */
export function askApprovalAgainAt(since: number | null, now: number): number {
  return since === null ? wholeSecond(now + unaskedMs) : askAgainAt({ since }, now);
}

/** An answer may come for this long. */
export const approvalDays = 7;
export const approvalMs = approvalDays * 86_400_000;
