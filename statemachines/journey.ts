import type { Catalog, ContentName, Messages } from '../lib/content/catalog.ts';
import type { Channel } from '../lib/domain/channel.ts';
import type { DetailPattern, Guard, WhenCapped } from '../lib/domain/journey-rules.ts';
import type { Holdouts } from '../lib/domain/program.ts';
import type { Segment } from '../lib/domain/rfm.ts';
import type { AnyJourney } from './any-journey.ts';
import type { AudienceForm } from './audience-form.ts';
import type { EventName, Field, FieldOfKind, ValueOf } from './events.ts';
import type { TopicName } from './topics.ts';

export type { AnyJourney } from './any-journey.ts';

/** A whole number of minutes, hours, days (of 24 hours) or weeks: `30m`, `48h`, `7d`, `2w`. */
export type Duration = `${number}${'m' | 'h' | 'd' | 'w'}`;

/** Local time of day, `HH:MM`. */
export type LocalTime = `${number}:${number}`;

/** At that local time; or, within a day, at the hour at which this person opens, clicks and answers most. */
export type TimeOfDay = LocalTime | 'best-hour';

/** Shares that follow what converts: of those whom it may move, each arm keeps the floor; the uniform slice is never moved. */
export interface BanditForm {
  readonly floor: number;
  readonly uniform: number;
}

/** Arm names and their shares, which sum to 1. */
export type Experiments = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** At most `max` marketing touches within any `per`: over all channels, on one, or on `each` one. */
export interface CapForm {
  readonly max: number;
  readonly per: Duration;
  readonly channel?: Channel | 'each';
}

/** What a person writes. docs/journeys.md explains every word. */
export type JourneyForm<M extends Messages, On extends EventName, G extends EventName, X extends Experiments> = Terms<
  M,
  On,
  G,
  X
> &
  (Marketing | Transactional);

interface Terms<M extends Messages, On extends EventName, G extends EventName, X extends Experiments> {
  /** Kebab case; it names the state machine, and stays. */
  readonly name: string;
  /** Who speaks first when slots are scarce: higher. @default 50 */
  readonly priority?: number;
  readonly enter: Enter<On> | Broadcast;
  /** What the journey is for. Reaching it ends the run. */
  readonly goal?: GoalForm<G>;
  /** What else it may lead to, by name: counted beside the goal, and ending nothing. */
  readonly goals?: Readonly<Record<string, AnyGoalForm>>;
  /** The way through the app that it should help people along: a name in the program's funnels. */
  readonly funnel?: string;
  /** Events that end the run without a conversion. */
  readonly exit?: readonly EventName[];
  readonly experiments?: X;
  /** Experiments that move people towards the arm which converts more. */
  readonly bandits?: { readonly [E in keyof NoInfer<X> & string]?: BanditForm };
  /** Who must approve each version before anybody enters it: their names, and where they are asked by email. */
  readonly approvers?: Readonly<Record<string, string>>;
  readonly steps: Steps<NoInfer<M>, NoInfer<On>, NoInfer<X>>;
}

interface Marketing {
  readonly purpose: 'marketing';
  /** Share of the entering people who get nothing and are only measured, from 0 up to but not including 1. */
  readonly control: number;
  /** The journey's own limits, beside the program's. */
  readonly caps?: readonly CapForm[];
  /** What becomes of a touch for which there is no room: passed over, or held until there is. @default 'skip' */
  readonly whenCapped?: WhenCapped;
  /** What it is about, for people who want less of it: needed where the program has topics. */
  readonly topic?: TopicName;
  /** Instead of the program's, share by share; 0 for nobody. */
  readonly holdouts?: Holdouts;
}

/** What somebody needs to receive is neither withheld for a measurement nor capped. */
interface Transactional {
  readonly purpose: 'transactional';
  readonly control?: never;
  readonly caps?: never;
  readonly whenCapped?: never;
  readonly topic?: never;
  readonly holdouts?: never;
}

export interface Enter<On extends EventName> {
  readonly on: On;
  /** EventBridge content filter on the event's detail. */
  readonly where?: Where<NoInfer<On>>;
  /** Whether a person may enter again: never, always, some time after the last entry, or once for each value of a field. */
  readonly again: 'once' | 'always' | { readonly after: Duration } | { readonly per: Field<NoInfer<On>> };
  /** How old the event may be when it comes; older, it enters nobody. @default '72h' for marketing, any age for transactional */
  readonly notOlderThan?: Duration;
}

/** A launch lets in everybody whom it is for; each launch enters a person once. */
export interface Broadcast {
  readonly on?: never;
  /** Who: everybody with a profile, the people on a list that the launch names, or those of whom this is so. */
  readonly audience: 'everybody' | 'list' | AudienceForm;
  /** When it speaks first: at once, at a local time of each person, or on a date. With a date it launches by itself. */
  readonly at: 'now' | { readonly time: LocalTime; readonly date?: LocalDate };
  /** The first messages are spread over this long. */
  readonly over: Duration;
  /** About how many people it is: the compiler works out whether the launch can finish. */
  readonly expect?: number;
}

/** A local calendar day: `2027-02-01`. */
export type LocalDate = `${number}-${number}-${number}`;

export interface GoalForm<G extends EventName> {
  readonly on: G;
  readonly where?: Where<NoInfer<G>>;
  /** Counted from the entry. */
  readonly within: Duration;
  /** Numeric field of the goal's event that says what the conversion is worth. */
  readonly value?: FieldOfKind<NoInfer<G>, 'number'>;
  /** Whether the first event counts, or every one adds its value; a person converts once. @default 'first' */
  readonly count?: 'first' | 'every';
}

type AnyGoalForm = { [E in EventName]: GoalForm<E> }[EventName];

/** Filter by field: any of the values or conditions listed. */
export type Where<E extends EventName> = {
  readonly [F in Field<E> | 'userId']?: readonly (
    | ValueOf<E, F>
    | (F extends 'userId' ? string : never)
    | null
    | Condition
  )[];
} & { readonly $or?: readonly DetailPattern[] };

type Condition =
  | { readonly exists: boolean }
  | { readonly prefix: string | { readonly 'equals-ignore-case': string } }
  | { readonly suffix: string | { readonly 'equals-ignore-case': string } }
  | { readonly wildcard: string }
  | { readonly 'equals-ignore-case': string }
  | { readonly numeric: readonly (string | number)[] }
  | { readonly cidr: string }
  | { readonly 'anything-but': unknown };

/** In order; the branches of a split join again at what follows it. */
export type Steps<M extends Messages, On extends EventName, X extends Experiments> = readonly Step<M, On, X>[];

export type Step<M extends Messages, On extends EventName, X extends Experiments> =
  | Send<M, X>
  | Ladder<M, X>
  | Split<M, On, X>;

/** One message on one channel. */
export type Send<M extends Messages, X extends Experiments> =
  | { [K in Channel]: SendOn<K, M, X> }[Channel]
  | BestSend<M>;

interface SendOn<K extends Channel, M extends Messages, X extends Experiments> extends Speech<K, M, X> {
  /** Counted from the decision on the step before; from the entry for a first step. @default '0m' */
  readonly after?: Duration;
  /** The person's local calendar day counted from the entry's, which is day 0. */
  readonly day?: number;
}

/** The channel that suits each person best: chosen when it is due. */
interface BestOf<M extends Messages> {
  readonly name: string;
  /** By reach, consent, what they engaged with lately and cost; of equals the first. */
  readonly send: { readonly best: readonly [Channel, Channel, ...Channel[]] };
  /** What it says on each of them. */
  readonly content: { readonly [K in Channel]?: ContentName<M, K> };
  readonly at?: TimeOfDay;
  readonly when?: { readonly engagedWith: Channel; readonly within: Duration };
}

interface BestSend<M extends Messages> extends BestOf<M> {
  readonly after?: Duration;
  readonly day?: number;
}

interface BestRung<M extends Messages> extends BestOf<M> {
  readonly unless: Guard;
  readonly within: Duration;
}

interface Speech<K extends Channel, M extends Messages, X extends Experiments> {
  /** Kebab case, unique in the journey; it names the state, and stays. */
  readonly name: string;
  readonly send: K;
  readonly content: ContentName<M, K> | Arms<ContentName<M, K>, X>;
  /** The person's local time of day. */
  readonly at?: TimeOfDay;
  /** Only those who engaged on this channel within this time; the others are skipped. */
  readonly when?: { readonly engagedWith: Channel; readonly within: Duration };
}

/** One content for each arm of an experiment. */
type Arms<Name extends string, X extends Experiments> = {
  [E in keyof X & string]: { readonly experiment: E; readonly arms: { readonly [A in keyof X[E]]: Name } };
}[keyof X & string];

/** Try one, then the next unless it worked. */
export interface Ladder<M extends Messages, X extends Experiments> {
  readonly fallback: readonly [Send<M, X>, Rung<M, X>, ...Rung<M, X>[]];
}

export type Rung<M extends Messages, X extends Experiments> =
  | { [K in Channel]: RungOn<K, M, X> }[Channel]
  | BestRung<M>;

interface RungOn<K extends Channel, M extends Messages, X extends Experiments> extends Speech<K, M, X> {
  /** Satisfied by any touch of the ladder so far: the ladder is over. */
  readonly unless: Guard;
  /** Due this long after the rung before; at once if that could not be sent. */
  readonly within: Duration;
}

/** Different steps for different people. A field of the entering event needs no prefix. */
export type Split<M extends Messages, On extends EventName, X extends Experiments> = (
  | SplitByList<FieldOfKind<On, readonly string[]>, M, On, X>
  | SplitByText<FieldOfKind<On, 'string'> | ProfileField, M, On, X>
  | SplitBySegment<M, On, X>
  | SplitByArm<M, On, X>
) & { readonly send?: never; readonly fallback?: never };

type ProfileField = `traits.${string}` | 'profile.country' | 'profile.locale';

type SplitByList<F extends string, M extends Messages, On extends EventName, X extends Experiments> = F extends F
  ? {
      readonly split: F;
      readonly branches: { readonly [V in ValueOf<On, F> & string]: Steps<M, On, X> };
      /** For a value that is not listed; without it, the run ends. */
      readonly otherwise?: Steps<M, On, X>;
    }
  : never;

interface SplitByText<F extends string, M extends Messages, On extends EventName, X extends Experiments> {
  readonly split: F;
  readonly branches: Readonly<Record<string, Steps<M, On, X>>>;
  readonly otherwise: Steps<M, On, X>;
}

/** What kind of customer somebody is; who never ordered is none. */
interface SplitBySegment<M extends Messages, On extends EventName, X extends Experiments> {
  readonly split: 'profile.segment';
  readonly branches: { readonly [S in Segment]?: Steps<M, On, X> };
  readonly otherwise: Steps<M, On, X>;
}

type SplitByArm<M extends Messages, On extends EventName, X extends Experiments> = {
  [E in keyof X & string]: {
    readonly split: { readonly experiment: E };
    readonly branches: { readonly [A in keyof X[E]]: Steps<M, On, X> };
  };
}[keyof X & string];

/**
 * A journey: a plain literal, checked against its content, its events and its experiments as it is typed. What types
 * cannot see, the compiler refuses.
 *
 * @param content the catalog of what the journey can say
 */
export function journey<
  const M extends Messages,
  const On extends EventName = never,
  const G extends EventName = EventName,
  const X extends Experiments = Record<never, never>,
>(content: Catalog<M>, form: JourneyForm<M, On, G, X>): AnyJourney;
export function journey(
  content: Catalog,
  // Which experiments there are is known to the overload alone.
  form: Omit<AnyJourney, 'content' | 'bandits'> & { readonly bandits?: object },
): AnyJourney {
  return { ...(form as AnyJourney), content };
}
