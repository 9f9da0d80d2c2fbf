import type { Channel, Purpose } from '../channel.ts';
import type { Basis } from '../consent.ts';
import type { OpenRange } from '../window.ts';
import type { Closure } from './closures.ts';
import type { Jurisdiction } from './jurisdiction.ts';

/** One row of law, of a platform's terms, or of a program's own making. Not legal advice: counsel decides. */
export interface Policy<P extends Predicate = Predicate> {
  /** Kebab case; decisions name it, and it stays. */
  readonly id: string;
  /** In plain words, for people. */
  readonly title: string;
  readonly jurisdiction: Jurisdiction;
  /** `number`: the number alone says where, not the residence. */
  readonly follows?: 'number';
  readonly channels: readonly Channel[];
  readonly purposes: readonly Purpose[];
  readonly predicate: P;
  /** First day in force, `2025-09-01`, from 00:00 UTC; absent: as long as this program. */
  readonly from?: string;
  /** First day no longer in force. */
  readonly until?: string;
  readonly source: string;
  /** Where sources conflict, the row is the stricter reading. */
  readonly certainty: 'sure' | 'conflicting';
}

export type Predicate =
  | ConsentPredicate
  | ExpiryPredicate
  | WindowPredicate
  | CapPredicate
  | NeverPredicate
  | RegistrationPredicate
  | KeptPredicate;

/** One of these bases must be in force. */
export interface ConsentPredicate {
  readonly kind: 'consent';
  readonly anyOf: readonly Basis[];
}

/** A basis is in force for so long after it was granted, in milliseconds. */
export interface ExpiryPredicate {
  readonly kind: 'expiry';
  readonly basis: Basis;
  readonly afterMs: number;
}

/** Local time must be inside, in every zone that the person may be in. */
export interface WindowPredicate {
  readonly kind: 'window';
  readonly open: readonly OpenRange[];
  readonly closed?: Closure;
}

/** At most so many marketing touches on one channel within any `perMs`: over all journeys, or about one subject, which is a journey. */
export interface CapPredicate {
  readonly kind: 'cap';
  readonly max: number;
  readonly perMs: number;
  readonly of: 'subject' | 'person';
}

/** Not allowed at all. */
export interface NeverPredicate {
  readonly kind: 'never';
}

/** Only for who has registered, and says so in the program. */
export interface RegistrationPredicate {
  readonly kind: 'registration';
  readonly needs: Registration;
}

/** What a program may have registered. */
export type Registration = 'sms.india';

/** No decision: kept elsewhere, and here so that the list is whole. */
export interface KeptPredicate {
  readonly kind: 'kept';
  readonly by: Keeper;
  /** How, in a few words. */
  readonly how: string;
}

/** The part of Polyphony that keeps a row which is no decision. */
export type Keeper =
  | 'the compiler'
  | 'the answer to inbound messages'
  | 'the ledger'
  | 'the evidence'
  | 'unsubscribing'
  | 'erasure'
  | 'sending'
  | 'reach'
  | 'the alarms';
