import type { Weights } from './assign.ts';
import type { Audience } from './audience.ts';
import type { Cap } from './cap.ts';
import type { Channel, Purpose } from './channel.ts';
import type { Starts } from './launch.ts';
import type { Holdouts } from './program.ts';

/**
 * A journey as the engine reads it: checked, defaults filled in, durations in milliseconds.
 * What a person writes is `statemachines/journey.ts`; the compiler makes this of it.
 */
export interface JourneyRules {
  readonly name: string;
  readonly purpose: Purpose;
  /** Higher speaks first when slots are scarce. */
  readonly priority: number;
  /** Share of the entering people who are only measured, 0 to 1. */
  readonly control: number;
  readonly caps: readonly Cap[];
  /** What becomes of a touch that finds no free slot, or that the person paused: passed over unless it says `wait`. */
  readonly whenCapped?: WhenCapped;
  /** What it is about, for people who want less of it: one of the program's topics. */
  readonly topic?: string;
  /** Instead of the program's, share by share. */
  readonly holdouts?: Holdouts;
  /** Names of those who must approve the version that is deployed before anybody enters it. Absent: nobody must. */
  readonly approvers?: readonly string[];
  readonly enter: EventEntry | Broadcast;
  /** Reaching it ends the run. */
  readonly goal?: Goal;
  /** Others, by name, which only count. */
  readonly goals?: Readonly<Record<string, Goal>>;
  /** App events whose course through the app is counted, in order. */
  readonly funnel?: readonly string[];
  /** Events that end a run without counting as a conversion. */
  readonly exits: readonly string[];
  /** Arm names and their weights, which sum to 1, in the order written. */
  readonly experiments: Readonly<Record<string, Weights>>;
  /** The experiments whose shares follow what converts. */
  readonly bandits?: Readonly<Record<string, Bandit>>;
  /** Whether any step goes out at the hour that suits a person best: only then is counted when people engage. */
  readonly bestHour?: true;
  /** Where a run begins. */
  readonly first: Successor;
  readonly steps: Readonly<Record<string, StepRules>>;
  /** Fields of the entering event that splits and content name: all that a run remembers of it. */
  readonly remembers: readonly string[];
}

/** An app event lets people in, one by one. */
export interface EventEntry {
  readonly on: string;
  readonly where?: DetailPattern;
  readonly again: Reentry;
  /** How old an entry may be when its run is claimed; absent: three days for marketing, any age for transactional. */
  readonly notOlderThanMs?: number;
}

/** A launch lets an audience in, all at once; each launch enters a person once. */
export interface Broadcast {
  /** `list`: whoever the launch's list names. */
  readonly audience: Audience | 'list';
  readonly starts: Starts;
  readonly overMs: number;
}

/** How an experiment moves people towards the arm that converts more. */
export interface Bandit {
  /** No arm gets less than this share of those whom it may move. */
  readonly floor: number;
  /** Share of the people who go by the written shares for as long as it runs: they alone are compared. */
  readonly uniform: number;
}

export const whenCapped = ['skip', 'wait'] as const;
export type WhenCapped = (typeof whenCapped)[number];

/** EventBridge content filter on `detail`. */
export type DetailPattern = Readonly<Record<string, unknown>>;

export type Reentry =
  | { readonly kind: 'once' }
  | { readonly kind: 'always' }
  | { readonly kind: 'after'; readonly ms: number }
  /** Once for each value of this field of the entering event. */
  | { readonly kind: 'per'; readonly field: string };

export interface Goal {
  readonly on: string;
  readonly where?: DetailPattern;
  /** Counted from the entry. */
  readonly withinMs: number;
  /** Numeric field of the goal's event that is the conversion's value. */
  readonly value?: string;
  /** Whether the first event counts, or every one; each person converts once. @default "first" */
  readonly count?: 'every';
}

export interface StepRules {
  readonly name: string;
  readonly channel: Channel;
  /** One content for everybody, or one for each arm of an experiment. */
  readonly content: string | { readonly experiment: string; readonly arms: Readonly<Record<string, string>> };
  readonly when?: StepCondition;
  /** The channels it may choose between for each person, with what it says there; `channel` and `content` are the first's. */
  readonly best?: readonly (readonly [channel: Channel, content: string])[];
}

/** Instead of a time of day: the hour at which somebody likes best to be written to. */
export const bestHourWord = 'best-hour';

/** Only those who engaged on this channel within this time. */
export interface StepCondition {
  readonly engagedWith: Channel;
  readonly withinMs: number;
}

/** What a touch of a ladder may have led to. */
export const guards = ['opened', 'clicked', 'engaged', 'delivered', 'replied'] as const;
export type Guard = (typeof guards)[number];

/**
 * What follows a step, pinned into the state machine: the next step, a fork, or the end (`null`).
 * Durations are ISO 8601, so that the console shows them readably.
 */
export type Successor = NextStep | Fork | null;

export interface NextStep {
  readonly step: string;
  readonly channel: Channel;
  /** Delay from the decision on the step before (from the entry for a first step); a day is 24 h. */
  readonly after?: string;
  /** Local time of day, "HH:MM", or the hour that suits the person best. */
  readonly at?: string | typeof bestHourWord;
  /** Local calendar day counted from the entry's, which is day 0. */
  readonly day?: number;
  /** The next rung of the same ladder: due at once when this one could not be sent. */
  readonly rung?: true;
}

export interface Fork {
  /** `event.<field>`, `traits.<name>`, `profile.country`, `profile.locale`, `profile.segment` or `experiment.<name>`. */
  readonly split: string;
  readonly branches: Readonly<Record<string, Successor>>;
  /** For every other value; `null` ends the run. */
  readonly otherwise: Successor;
}

/** What names a run everywhere: the execution's input and every touch's payload. Ids only. */
export interface RunRef {
  readonly id: string;
  readonly user: string;
  readonly journey: string;
  readonly group: 'treatment' | 'control';
  /** When the person entered, ISO 8601 UTC. */
  readonly at: string;
}

/** What a Task of a journey's state machine hands to `touch`. */
export interface TouchRequest {
  readonly run: RunRef;
  readonly step: string;
  /** Pinned, so that a step whose live rules are gone can still be recorded. */
  readonly channel: Channel;
  /** Guard of a rung: not sent when any earlier touch of the ladder had this answer. */
  readonly unless?: Guard;
  /** Steps of the ladder before this one, first to last. */
  readonly ladder?: readonly string[];
  readonly then: Successor;
}

/** What `touch` answers, and `enter` supplies for the first step. */
export interface Wake {
  /** When the next step may speak: ISO 8601 UTC, whole seconds. */
  readonly wakeAt: string;
  /** Name of the next step; `end` when there is none. A Choice after a fork reads it. */
  readonly branch: string;
}
