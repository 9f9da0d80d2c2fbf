import type { Channel, Purpose } from '../channel.ts';
import type { Basis } from '../consent.ts';

/** What a program says about customer data platforms: which of their names mean which of ours. */
export interface IngestRules {
  /** Event names of theirs → app events of `statemachines/events.ts`. A name that is not here counts when it is declared as it is. */
  readonly events: Readonly<Record<string, string>>;
  /** Consent categories of theirs → what they agree to here. A category that is not here says nothing. */
  readonly consent: Readonly<Record<string, ConsentMeaning>>;
}

export interface ConsentMeaning {
  readonly channel: Channel;
  /** On what ground a yes in this category was given. */
  readonly basis: Basis;
  /** @default "marketing" */
  readonly purpose?: Purpose;
}

/** App events and the fields that journeys use of them: the list of a field's values, or the name of its type. */
export type DeclaredEvents = Readonly<
  Record<string, Readonly<Record<string, readonly string[] | 'string' | 'number' | 'boolean'>>>
>;

export interface Mapping {
  readonly rules: IngestRules;
  readonly declared: DeclaredEvents;
}

/** An event of the contract as it goes on the bus. */
export interface Told {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Something that goes on no bus: which, by what rule, and what would change that. */
export interface Dropped {
  readonly what: string;
  /** For counting: it names nobody, is no declared event, is of a kind that nothing here reads, or is malformed. */
  readonly kind: 'anonymous' | 'undeclared' | 'unread' | 'invalid';
  readonly rule: string;
  readonly remedy: string;
}

/** What a platform's message says to us. */
export interface Reading {
  readonly told: readonly Told[];
  readonly dropped: readonly Dropped[];
}

export const nothing: Reading = { told: [], dropped: [] };

export const dropping = (...dropped: readonly Dropped[]): Reading => ({ told: [], dropped });

export const together = (...readings: readonly Reading[]): Reading => ({
  told: readings.flatMap(({ told }) => told),
  dropped: readings.flatMap(({ dropped }) => dropped),
});
