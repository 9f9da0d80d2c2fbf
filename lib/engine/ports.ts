import type { Announcement } from '../domain/announcement.ts';
import type {
  ApprovalDecision,
  ApprovalRef,
  ApprovalRequest,
  AskedApproval,
  RefusedAnswer,
  Standing,
} from '../domain/approval.ts';
import type { Audience, Described } from '../domain/audience.ts';
import type { Channel } from '../domain/channel.ts';
import type { ConsentEvidence } from '../domain/consent.ts';
import type { Erasure } from '../domain/erasure/erasure.ts';
import type { JourneyRules, RunRef, Wake } from '../domain/journey-rules.ts';
import type { Beside, HeldTouch } from '../domain/ledger/beside.ts';
import type { FollowUp } from '../domain/ledger/follow-up.ts';
import type { Ledger, LedgerRun } from '../domain/ledger.ts';
import type { Lessons } from '../domain/lessons.ts';
import type { ShortLink } from '../domain/link.ts';
import type { Message } from '../domain/message.ts';
import type { Pauses } from '../domain/pause.ts';
import type { Profile } from '../domain/profile.ts';
import type { Program } from '../domain/program.ts';
import type { RefusedEntry } from '../domain/refused-entry.ts';
import type { Tally } from '../domain/tally.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import type { FeedbackKind, SettledTouch, TouchRecord } from '../domain/touch-record.ts';
import type { NewFeedback, Reached } from './feedback/ports.ts';

/** What a procedure knows of its surroundings: the time and the id of this very invocation. */
export interface Occasion {
  /** Epoch milliseconds. */
  now(): number;
  /** The same over the platform's own retries of one asynchronous invocation, and over nothing else. */
  readonly invocation: string;
  /** Waits a random while before the next attempt at a lost race. @param attempt from 1 */
  backOff(attempt: number): Promise<void>;
}

export interface Person {
  readonly ledger: Ledger;
  readonly profile: Profile | null;
  /** The profile's version, 0 for none. */
  readonly profileVersion: number;
  /** An erasure of this user id that is remembered; of somebody who is being erased nothing else is shown. */
  readonly erasure: Erasure | null;
}

export interface People {
  /** One strongly consistent read. */
  read(user: string): Promise<Person>;
  /**
   * @param beside what is written in the same transaction, such as the counts that this write causes
   * @returns false when somebody wrote since it was read: read again, decide again
   */
  writeLedger(user: string, ledger: Ledger, beside?: Beside): Promise<boolean>;
  /** Removes from a run's notes what is done by now. */
  followedUp(user: string, run: string, what: readonly FollowUp[]): Promise<void>;
  /** @returns false when somebody wrote since it was read */
  writeProfile(user: string, profile: Profile, version: number): Promise<boolean>;
}

/** Everybody with a profile, a segment of the table at a time. */
export interface Roll {
  /**
   * Reads on after a place; of each profile, what the audience asks for.
   *
   * @returns the place to go on after; `undefined` after the last
   */
  read(where: {
    readonly number: number;
    readonly of: number;
    readonly audience: Audience;
    readonly after?: string;
  }): Promise<{ readonly people: readonly Listed[]; readonly next: string | undefined }>;
}

export interface Listed {
  readonly user: string;
  readonly profile: Described;
  /** To go on after this very person. */
  readonly place: string;
}

export interface Touches {
  read(touch: TouchRef): Promise<TouchRecord | null>;
  /** Every touch of a run, by step. */
  readRun(user: string, run: string): Promise<ReadonlyMap<string, TouchRecord>>;
  /**
   * Writes the outcome beside whatever feedback is there, and what it counts.
   *
   * @returns false when an outcome was there already
   */
  settle(touch: TouchRef, settled: SettledTouch, counts: readonly Tally[]): Promise<boolean>;
  /** Notes a hold, and what it counts. @returns false when it is held already until a later time: nothing is written */
  hold(touch: TouchRef, hold: HeldTouch, counts: readonly Tally[]): Promise<boolean>;
  /**
   * Notes feedback, which may come before the outcome, with what it counts.
   *
   * @param reached levels that the run's messages on the channel reached by it, to be marked
   * @returns false when the record, or how far the messages reached, is no longer as it was read: read again
   */
  feedback(touch: TouchRef, news: NewFeedback, counts: readonly Tally[], reached?: Reached): Promise<boolean>;
  /** The latest touch that left, or may have, on this channel, decided at or after `since`. */
  latest(user: string, channel: Channel, since: number): Promise<{ touch: TouchRef; record: TouchRecord } | null>;
}

/** What a person did with a message in their inbox, so that the app shows it so. */
export interface Marks {
  /** Other kinds, and messages that are gone, change nothing. */
  mark(touch: TouchRef, kind: FeedbackKind, at: number): Promise<void>;
}

/** Short links by id: where each leads, and whose it is. */
export interface Links {
  /** Storing the same again changes nothing. @param at epoch milliseconds */
  store(links: readonly ShortLink[], touch: TouchRef, at: number): Promise<void>;
  find(id: string): Promise<{ readonly url: string; readonly touch: TouchRef | null } | null>;
}

/** Which touch a message was, for providers whose feedback names nothing but their own message id. */
export interface Messages {
  /** @param at when the touch was claimed, epoch milliseconds */
  remember(provider: string, messageId: string, touch: TouchRef, at: number): Promise<void>;
  /** `null` for a message that is not ours, not yet remembered, or too old to matter. */
  find(provider: string, messageId: string): Promise<TouchRef | null>;
}

/** Messages that people wrote to us, by the provider's id, so that each is dealt with once. */
export interface Inbound {
  /** @returns when it was first received, whether that was before this invocation, and whether it is dealt with */
  begin(
    provider: string,
    id: string,
    now: number,
    invocation: string,
  ): Promise<{ readonly at: number; readonly again: boolean; readonly done: boolean }>;
  /** @returns whether the right to answer is this caller's: it is given once */
  claimAnswer(provider: string, id: string): Promise<boolean>;
  finish(provider: string, id: string): Promise<void>;
}

/** App events of our own: what people wrote. */
export interface AppEvents {
  publish(
    events: readonly { readonly name: string; readonly detail: Readonly<Record<string, unknown>> }[],
  ): Promise<void>;
}

export interface Evidence {
  /** Append-only; telling the same twice changes nothing. */
  append(user: string, evidence: ConsentEvidence): Promise<void>;
}

/** Entries that a journey's own terms refused. */
export interface Refusals {
  /** Telling the same twice changes nothing. */
  note(user: string, entry: RefusedEntry): Promise<void>;
}

export interface EvidenceLog extends Evidence {
  /** What was said of a channel, oldest first. Times are whole seconds. */
  of(user: string, channel: Channel): Promise<readonly ConsentEvidence[]>;
}

export type { AddressBook, Behind } from './addresses/ports.ts';

export interface Pausing {
  /** What somebody stopped, as of some seconds ago. */
  pauses(): Promise<Pauses>;
}

/** What was learned of everybody together, as of some minutes ago; `null` before that. */
export type Learned = { readonly [L in keyof Lessons]: () => Promise<Lessons[L] | null> };

/** A journey as it speaks now: as it is deployed or, while that waits for its approval, as it was approved last. */
export interface LiveJourney {
  readonly rules: JourneyRules;
  /** Of one that names approvers: of the version that speaks. */
  readonly approval?: Standing;
  /** The version approved last, where it is not the one deployed. */
  readonly version?: string;
  /** Whether it lets people in: approved, and led by the state machine that is deployed. */
  readonly enterable: boolean;
}

export interface Live {
  /** As of some seconds ago; `undefined` for a journey that is no longer deployed. */
  live(journey: string): Promise<LiveJourney | undefined>;
}

export interface Approvals {
  /** The last request to this approver about this version. */
  latest(ref: ApprovalRef): Promise<AskedApproval | null>;
  ask(request: ApprovalRequest, token: string, at: number): Promise<void>;
  /** @returns false when this request was answered before, or is not the last one */
  decide(
    request: ApprovalRequest,
    decision: ApprovalDecision,
    reason: string | undefined,
    at: number,
  ): Promise<boolean>;
  refuse(request: ApprovalRequest, why: RefusedAnswer, at: number, invocation: string): Promise<void>;
}

export interface Announcer {
  announce(announcements: readonly Announcement[]): Promise<void>;
}

export interface Executions {
  /** Starting what runs already, or ran, is no error. */
  start(run: RunRef, wake: Wake): Promise<void>;
  /** Stopping what has ended, or never began, is no error. */
  stop(run: Pick<RunRef, 'id' | 'journey'>, cause: string): Promise<void>;
}

export interface Journeys {
  /** `undefined` for a journey that is no longer deployed. */
  rules(name: string): JourneyRules | undefined;
  all(): readonly JourneyRules[];
}

/** Something that a journey says, by name. */
export interface ContentRef {
  readonly journey: string;
  readonly content: string;
  /** The version approved last, where that is what speaks. */
  readonly version?: string;
}

export interface Rendering extends ContentRef {
  readonly touch: TouchRef;
  readonly profile: Profile;
  readonly run: Pick<LedgerRun, 'data'>;
  readonly arm?: string;
  /** Whether the person wrote to us within the time in which WhatsApp allows free text. */
  readonly conversation: boolean;
  /** Epoch milliseconds, for signing links. */
  readonly now: number;
}

/** A rendered message with the links its channel must advertise. */
export interface Rendered {
  readonly message: Message;
  /** Where one POST withdraws consent (RFC 8058). */
  readonly unsubscribeUrl?: string;
  /** Short links in the message, which must be stored before it is sent. */
  readonly links: readonly ShortLink[];
}

export interface Content {
  has(content: ContentRef): boolean;
  /** Whether this is a WhatsApp message without a template, which only a conversation may carry. */
  isFreeText(content: ContentRef): boolean;
  /** @throws ContentError, naming what is wrong with the template or its variables */
  render(rendering: Rendering): Promise<Rendered>;
}

/** How long a claim without an outcome may still be in flight: the touch function's timeout, in milliseconds. */
export const touchTimeoutMs = 30_000;

export interface Rules {
  readonly program: Program;
  readonly journeys: Journeys;
}
