import type { CountedTouch } from './cap.ts';
import type { Channel } from './channel.ts';
import type { Consents } from './consent.ts';
import type { Reached } from './conversion.ts';
import type { FunnelSeen } from './funnel.ts';
import type { RunRef } from './journey-rules.ts';
import type { Passed } from './passage.ts';
import type { Wishes } from './wishes.ts';

/** Everything that decides whether we may speak to one person: one item, one version. Times are epoch milliseconds. */
export interface Ledger {
  /** 0 for a person nobody has written about yet. */
  readonly version: number;
  readonly consents: Consents;
  readonly suppressed: Readonly<Partial<Record<Channel, Suppression>>>;
  /** Within the longest cap, oldest first. */
  readonly touches: readonly LedgerTouch[];
  readonly runs: Readonly<Record<string, LedgerRun>>;
  /** Latest entry by journey, kept for good: "once" and "again after" ask for it. */
  readonly entries: Readonly<Record<string, number>>;
  /** Goals and exits of the last day that found no run, by event: they may have overtaken their entry. */
  readonly early: Readonly<Record<string, number>>;
  /** What the person asked for; absent when nothing. */
  readonly wishes?: Wishes;
}

export interface Suppression {
  /** `soft-bounced`: it turned several messages in a row away; it opens again when somebody opens or clicks. */
  readonly reason: 'bounced' | 'soft-bounced' | 'complained' | 'unsubscribed' | 'erased';
  readonly at: number;
}

export interface LedgerTouch extends CountedTouch {
  readonly journey: string;
  /** The run of a ghost's touch, which counts against that run alone. */
  readonly ghost?: string;
}

export interface LedgerRun {
  readonly id: string;
  readonly journey: string;
  readonly group: RunRef['group'];
  /** When the entering event occurred. */
  readonly at: number;
  /** When its run was claimed, which may be later. */
  readonly since: number;
  readonly priority: number;
  readonly goal?: { readonly on: string; readonly until: number };
  /** Arm by experiment, assigned at entry. */
  readonly arms: Readonly<Record<string, string>>;
  /** The fields of the entering event that the journey names. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The step to come, and when it may speak. */
  readonly next?: { readonly step: string; readonly wakeAt: number };
  /** The last step that was decided: claimed or skipped. */
  readonly last?: string;
  /** The latest attempt to speak. */
  readonly claim?: Claim;
  /** The invocation that claimed the entry. */
  readonly by: string;
  readonly ended?: Ended;
  /** How it reached its goal. */
  readonly converted?: Reached;
  /** Until when another goal may be reached, when that is longer than the goal's own window. */
  readonly countsUntil?: number;
  /** The other goals that it reached, by name. */
  readonly reached?: Readonly<Record<string, Reached>>;
  readonly funnel?: FunnelSeen;
  /** Every decision so far, in order. */
  readonly passed?: readonly Passed[];
}

export interface Claim {
  readonly step: string;
  readonly at: number;
  readonly invocation: string;
  /** 2 when a transactional touch in doubt was claimed once more. */
  readonly attempt: number;
}

export const endings = ['done', 'converted', 'exited', 'failed', 'timed-out', 'aborted'] as const;
export type Ending = (typeof endings)[number];

export interface Ended {
  readonly at: number;
  readonly why: Ending;
  /** The invocation that closed it, so that its retry can finish what it began. */
  readonly by: string;
}

export const emptyLedger: Ledger = {
  version: 0,
  consents: {},
  suppressed: {},
  touches: [],
  runs: {},
  entries: {},
  early: {},
};

const dayMs = 86_400_000;
/** Ended runs stay at least this long, so that a late duplicate of their entry starts nothing. */
export const endedRunKeptMs = 14 * dayMs;
/** A goal or exit that found no run waits this long for its entry. */
export const earlyKeptMs = dayMs;

/** A run that may still speak. */
export const isOpen = (run: LedgerRun): boolean => run.ended === undefined;

export function withRun(ledger: Ledger, run: LedgerRun): Ledger {
  return { ...ledger, runs: { ...ledger.runs, [run.id]: run } };
}

/** Closes a run: what only a living run needs is dropped, what conversions and duplicates ask for stays. */
export function endRun(run: LedgerRun, ended: Ended): LedgerRun {
  const { next: _next, ...rest } = run;
  return { ...rest, ended };
}

/**
 * Drops what no rule can ask for any more.
 *
 * @param countedMs the longest period of any cap
 */
export function prune(ledger: Ledger, now: number, countedMs: number): Ledger {
  const keepRun = (run: LedgerRun) =>
    run.ended === undefined ||
    now < Math.max(run.goal?.until ?? 0, run.countsUntil ?? 0, run.ended.at + endedRunKeptMs);
  return {
    ...ledger,
    touches: ledger.touches.filter((touch) => now - touch.at < countedMs),
    runs: Object.fromEntries(Object.entries(ledger.runs).filter(([, run]) => keepRun(run))),
    early: Object.fromEntries(Object.entries(ledger.early).filter(([, at]) => now - at < earlyKeptMs)),
  };
}
