import type { LedgerRun } from '../ledger.ts';

/**
 * What must follow the write that caused it: an execution started and `run.started` announced, `run.converted` announced,
 * an execution stopped and `run.ended` announced.
 */
export const followUps = ['started', 'converted', 'ended'] as const;
export type FollowUp = (typeof followUps)[number];

/** A follow-up that is not known to be done: noted by the write that caused it, removed when it is done. */
export interface NotedFollowUp {
  /** The invocation that wrote it, and does it unless it fails. */
  readonly by: string;
  /** Epoch milliseconds, kept to the second. */
  readonly at: number;
}

export type FollowUps = Readonly<Partial<Record<FollowUp, NotedFollowUp>>>;

/** The run with these noted, beside those that were. */
export function withFollowUps(run: LedgerRun, what: readonly FollowUp[], noted: NotedFollowUp): LedgerRun {
  if (what.length === 0) return run;
  const more = Object.fromEntries(what.map((each) => [each, noted]));
  return { ...run, followUps: { ...run.followUps, ...more } };
}

/**
 * The follow-ups that an invocation may do, in their order: its own, and those of an invocation that has had its time.
 *
 * @param now epoch milliseconds
 * @param patienceMs the longest that an invocation takes
 */
export function followUpsFor(
  { followUps: noted = {} }: Pick<LedgerRun, 'followUps'>,
  { by, now }: { readonly by: string; readonly now: number },
  patienceMs: number,
): FollowUp[] {
  return followUps.filter((what) => {
    const each = noted[what];
    // Times are kept to the second, rounded down.
    return each && (each.by === by || now >= each.at + patienceMs + 1000);
  });
}
