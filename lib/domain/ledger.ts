import type { CountedTouch } from './cap.ts';
import type { Channel } from './channel.ts';
import type { Consents } from './consent.ts';
import type { Reached } from './conversion.ts';
import type { FunnelSeen } from './funnel.ts';
import type { RunRef } from './journey-rules.ts';
import type { FollowUps } from './ledger/follow-up.ts';
import type { Passed } from './passage.ts';
import type { Wishes } from './wishes.ts';

/** Everything that decides whether we may speak to one person: one item, one version. Times are epoch milliseconds. */
export interface Ledger {
  /** 0 for a person nobody has written about yet. */
  readonly version: number;
  readonly consents: Consents;
  readonly suppressed: Readonly<Partial<Record<Channel, Suppression>>>;
  /** When somebody who reads this person's mailbox said no to marketing by email; absent: nobody did, or it was taken back. */
  readonly mailboxOptOut?: number;
  /** Within the longest cap, oldest first. */
  readonly touches: readonly LedgerTouch[];
  readonly runs: Readonly<Record<string, LedgerRun>>;
  /** Latest entry by journey, kept for good: "once" and "again after" ask for it. */
  readonly entries: Readonly<Record<string, number>>;
  /** When goals and exits last came, by event, as long as an entry that they overtook may still come. */
  readonly early: Readonly<Record<string, number>>;
  /** What the person asked for; absent when nothing. */
  readonly wishes?: Wishes;
  /** When somebody of this user id was erased, for a person who has returned: older events are not theirs. */
  readonly notBefore?: number;
}

/** Why an address is suppressed, the weightiest first: of several, the first is what is told. */
export const suppressionReasons = ['complained', 'bounced', 'soft-bounced', 'unsubscribed', 'erased'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

export interface Suppression {
  /** `soft-bounced`: it turned several messages in a row away; it opens again when somebody opens or clicks. */
  readonly reason: SuppressionReason;
  readonly at: number;
  /** Of a complaint: the address bounced for good as well, so that not even what is indispensable reaches it. */
  readonly bounced?: true;
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
  readonly next?: NextTouch;
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
  /** What is left to do about it. */
  readonly followUps?: FollowUps;
}

export interface NextTouch {
  readonly step: string;
  readonly wakeAt: number;
  /** Of a step that goes by the person's local time: what its instant was worked out from. */
  readonly hour?: LocalHour;
  /** It was tried, and nobody could carry it. */
  readonly isPutOff?: true;
}

/**
 * What a step at a local time was scheduled by, so that it can be scheduled anew when it is due and the person is known to
 * be in another zone by then. It is written with the decision on the step before, from what that step's payload pins.
 */
export interface LocalHour {
  /** The person's zone as it was known; absent when none was, and the program's own stood in for it. */
  readonly zone?: string;
  /** Local time of day `HH:MM`, or the word for the best hour. */
  readonly at?: string;
  /** Local calendar day counted from the entry's. */
  readonly day?: number;
  /** When its delay is over: it is never earlier. */
  readonly due: number;
  /** When it is looked at for the first time, because the zone is unknown and may be on its way. */
  readonly look?: number;
  /** How often it was held because the person was in another zone when it was due. */
  readonly holds: number;
  /** Of the first step of a launched run: the local hour at which the run itself begins. */
  readonly start?: LaunchHour;
}

/** A launch at a local time of each person. */
export interface LaunchHour {
  /** `HH:MM` */
  readonly time: string;
  /** `YYYY-MM-DD`; absent: the first such time after the launch was begun. */
  readonly date?: string;
  /** When the launch was begun. */
  readonly begun: number;
  /** How far the launch's spread moves this person, in milliseconds. */
  readonly plus: number;
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
  /** The invocation that closed it. */
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
/** Touches of the latest are enough for every cap, none of which allows so many. */
export const mostTouches = 300;
/** Of more entries than these, those of journeys that are no longer deployed are forgotten, oldest first. */
const mostEntries = 500;
const mostEarly = 100;

/** How long a ledger remembers what rules ask for. */
export interface Kept {
  /** The longest period of any cap, in milliseconds. */
  readonly countedMs: number;
  /** How long a goal or an exit may have overtaken its entry, in milliseconds. */
  earlyMs(event: string): number;
  isDeployed(journey: string): boolean;
}

/** When a run begins, from which its goals count: with its entry, or when that came late, and for a launch at its hour. */
export const beganAt = ({ at, since }: Pick<LedgerRun, 'at' | 'since'>): number => Math.max(at, since);

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

/** Drops what no rule can ask for any more, and bounds what is left, however busy an account is. */
export function prune(ledger: Ledger, now: number, kept: Kept): Ledger {
  const keepRun = (run: LedgerRun) =>
    run.ended === undefined ||
    now < Math.max(run.goal?.until ?? 0, run.countsUntil ?? 0, run.ended.at + endedRunKeptMs);
  return {
    ...ledger,
    touches: latestTouches(ledger.touches.filter((touch) => now - touch.at < kept.countedMs)),
    runs: Object.fromEntries(Object.entries(ledger.runs).filter(([, run]) => keepRun(run))),
    entries: withoutForgotten(ledger.entries, kept),
    early: Object.fromEntries(
      latestFirst(Object.entries(ledger.early).filter(([event, at]) => now - at < kept.earlyMs(event))).slice(
        0,
        mostEarly,
      ),
    ),
  };
}

/** Transactional touches count in no cap: they give way first, then the oldest. */
function latestTouches(touches: readonly LedgerTouch[]): readonly LedgerTouch[] {
  if (touches.length <= mostTouches) return touches;
  const marketing = touches.filter(({ purpose }) => purpose === 'marketing').slice(-mostTouches);
  const others = touches.filter(({ purpose }) => purpose !== 'marketing');
  const stay = new Set([...marketing, ...others.slice(others.length - (mostTouches - marketing.length))]);
  return touches.filter((touch) => stay.has(touch));
}

function withoutForgotten(entries: Ledger['entries'], { isDeployed }: Kept): Ledger['entries'] {
  const all = Object.entries(entries);
  if (all.length <= mostEntries) return entries;
  const deployed = all.filter(([journey]) => isDeployed(journey));
  const gone = latestFirst(all.filter(([journey]) => !isDeployed(journey)));
  return Object.fromEntries([...deployed, ...gone.slice(0, Math.max(0, mostEntries - deployed.length))]);
}

const latestFirst = (times: [string, number][]): [string, number][] => times.sort(([, one], [, other]) => other - one);
