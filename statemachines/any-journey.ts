import type { Catalog } from '../lib/content/catalog.ts';
import type { Range, TraitValue } from '../lib/domain/audience.ts';
import type { Channel, Purpose } from '../lib/domain/channel.ts';
import type { Bandit, DetailPattern, Guard, WhenCapped } from '../lib/domain/journey-rules.ts';
import type { Holdouts } from '../lib/domain/program.ts';

/**
 * Any journey as written, its content bound to it, without what the types of `journey.ts` know of it: what the compiler
 * reads. Nothing of it is trusted until the compiler has checked it.
 */
export interface AnyJourney {
  readonly content: Catalog;
  readonly name: string;
  readonly purpose: Purpose;
  readonly priority?: number;
  readonly control?: number;
  readonly caps?: readonly AnyCap[];
  readonly whenCapped?: WhenCapped;
  readonly topic?: string;
  readonly holdouts?: Holdouts;
  readonly approvers?: Readonly<Record<string, string>>;
  readonly enter: AnyEventEntry | AnyBroadcast;
  readonly goal?: AnyGoal;
  readonly goals?: Readonly<Record<string, AnyGoal>>;
  readonly funnel?: string;
  readonly exit?: readonly string[];
  readonly experiments?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly bandits?: Readonly<Record<string, Bandit>>;
  readonly steps: readonly AnyStep[];
}

export interface AnyEventEntry {
  readonly on: string;
  readonly where?: DetailPattern;
  readonly again: AnyReentry;
  readonly notOlderThan?: string;
}

export interface AnyBroadcast {
  readonly audience: AnyAudience;
  readonly at: 'now' | { readonly time: string; readonly date?: string };
  readonly over: string;
  readonly expect?: number;
}

export type AnyAudience =
  | 'everybody'
  | 'list'
  | { readonly all: readonly AnyAudience[] }
  | { readonly any: readonly AnyAudience[] }
  | { readonly not: AnyAudience }
  | AnyDescription;

export interface AnyDescription {
  readonly country?: readonly string[];
  readonly locale?: readonly string[];
  readonly traits?: Readonly<Record<string, readonly TraitValue[] | Range>>;
  readonly scores?: Readonly<Record<string, Range>>;
  readonly engaged?: Readonly<Partial<Record<Channel, { readonly within: string }>>>;
  readonly rfm?: readonly string[];
}

export interface AnyCap {
  readonly max: number;
  readonly per: string;
  readonly channel?: Channel | 'each';
}

export type AnyReentry = 'once' | 'always' | { readonly after: string } | { readonly per: string };

export interface AnyGoal {
  readonly on: string;
  readonly where?: DetailPattern;
  readonly within: string;
  readonly value?: string;
  readonly count?: 'first' | 'every';
}

export type AnyStep = AnySend | AnyLadder | AnySplit;

export interface AnySend {
  readonly name: string;
  readonly send: Channel | { readonly best: readonly Channel[] };
  /** One for everybody; of the best of several channels, one for each. */
  readonly content: AnyContent | Readonly<Partial<Record<Channel, string>>>;
  readonly after?: string;
  readonly at?: string;
  readonly day?: number;
  readonly when?: { readonly engagedWith: Channel; readonly within: string };
}

/** A send on one channel, as it may speak: one of the best of several is as many of these. */
export type AnyVoice = Omit<AnySend, 'send' | 'content'> &
  Partial<Pick<AnyRung, 'unless' | 'within'>> & { readonly send: Channel; readonly content: AnyContent };

export type AnyContent = string | { readonly experiment: string; readonly arms: Readonly<Record<string, string>> };

export interface AnyRung extends Omit<AnySend, 'after' | 'day'> {
  readonly unless: Guard;
  readonly within: string;
}

export interface AnyLadder {
  readonly fallback: readonly [AnySend, ...AnyRung[]];
}

export interface AnySplit {
  readonly split: string | { readonly experiment: string };
  readonly branches: Readonly<Record<string, readonly AnyStep[]>>;
  readonly otherwise?: readonly AnyStep[];
}
