import type { Channel } from './channel.ts';
import type { Decision, Hold } from './decision.ts';
import type { Guard, RunRef } from './journey-rules.ts';

/** How an attempt to speak ended. `ghost` is what a control would have been sent. */
export const outcomes = ['sent', 'ghost', 'skipped', 'failed', 'unknown'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * What came back, in rising order of what it tells; then what went wrong. Each is an attribute of the stored record.
 *
 * - `prefetched`: a machine loaded the email's images, as Apple's Mail Privacy Protection does for everybody;
 * - `scanned`: a machine followed a link: a security scanner, a preview;
 * - `delayed`: the provider is still trying;
 * - `softBounced`: turned away this time; the address is not dead;
 * - `rejected`: the provider took it and then never sent it.
 */
export const feedbackKinds = [
  'delivered',
  'displayed',
  'prefetched',
  'scanned',
  'opened',
  'clicked',
  'replied',
  'dismissed',
  'delayed',
  'softBounced',
  'bounced',
  'rejected',
  'complained',
] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

/** Everything kept about one touch. Times are epoch milliseconds. */
export interface TouchRecord {
  readonly journey: string;
  readonly channel: Channel;
  readonly group: RunRef['group'];
  /** Absent while only held, or while the claim is in flight. */
  readonly outcome?: Outcome;
  readonly reason?: string;
  readonly provider?: string;
  readonly providerId?: string;
  /** Name of the message that was, or would have been, said. */
  readonly content?: string;
  /** The arm of the content's experiment. */
  readonly arm?: string;
  /** When it was decided: what the next delay counts from. */
  readonly at?: number;
  /** When the run was claimed: the day for which its people count. */
  readonly entered?: number;
  readonly decision?: Decision;
  readonly held?: {
    readonly times: number;
    /** How often for want of a provider. */
    readonly unavailable: number;
    /** The latest hold for each reason, oldest first. */
    readonly decisions: readonly Hold[];
  };
  /** When each kind of feedback first arrived. Only ever added to, so order and repeats do not matter. */
  readonly feedback: Readonly<Partial<Record<FeedbackKind, number>>>;
  /** Why, by kind, as the first to tell said it: `hard:General`, `30005`. */
  readonly reasons?: Readonly<Partial<Record<FeedbackKind, string>>>;
  /** How many short links of ours the message carried. */
  readonly links?: number;
}

/** Whether an attempt in doubt was followed by another already: a further one could be the third message. */
export const isDoubted = (record: Pick<TouchRecord, 'held'> | null): boolean =>
  record?.held?.decisions.some(({ doubted }) => doubted) ?? false;

/** What a record is about, known before anything came of it. */
export type TouchSubject = Pick<TouchRecord, 'journey' | 'channel' | 'group'>;

/** The part of a record that is written once, when the touch is decided. */
export type SettledTouch = Required<Pick<TouchRecord, 'outcome' | 'at' | 'decision'>> &
  TouchSubject &
  Pick<TouchRecord, 'reason' | 'provider' | 'providerId' | 'content' | 'arm' | 'links' | 'entered'>;

const satisfiedBy: Readonly<Record<Guard, readonly FeedbackKind[]>> = {
  delivered: ['delivered', 'displayed', 'prefetched', 'scanned', 'opened', 'clicked', 'replied'],
  opened: ['opened', 'clicked', 'replied'],
  clicked: ['clicked', 'replied'],
  engaged: ['opened', 'clicked', 'replied'],
  replied: ['replied'],
};

/**
 * Whether this feedback is at least what the guard asks for: who clicked has opened, who answered has both. What a
 * machine loaded or followed was delivered and no more.
 */
export function satisfies(guard: Guard, feedback: TouchRecord['feedback']): boolean {
  return satisfiedBy[guard].some((kind) => feedback[kind] !== undefined);
}

/** Feedback that shows a person's own attention. */
export const isEngagement = (kind: FeedbackKind): boolean => satisfiedBy.engaged.includes(kind);
