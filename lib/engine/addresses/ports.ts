import type { Reinstatement } from '../../domain/address/reinstatement.ts';
import type { AddressState, OptIn } from '../../domain/address/state.ts';
import type { Hearing, Said } from '../../domain/last-word.ts';
import type { Suppression } from '../../domain/ledger.ts';
import type { AddressedChannel, HeldChannel } from '../../domain/profile.ts';

/** The people behind an address, whose ledgers must say what it says, and what it says. */
export interface Behind {
  readonly users: readonly string[];
  readonly state: AddressState;
}

/**
 * Who is behind an address, and whether it may be written to; the address itself is stored as a keyed hash. Whatever is
 * said of an address may be said again, and in any order: it ends the same.
 */
export interface AddressBook {
  look(channel: AddressedChannel, address: string): Promise<Behind>;
  link(channel: AddressedChannel, address: string, user: string): Promise<Behind>;
  /**
   * A push token leads to whoever named it last.
   *
   * @param at when the person named it, epoch milliseconds
   * @returns whether it is theirs; and, if so, whose profiles may still name it, until they are released. When it is not,
   *   but nobody's: when it was named last
   */
  claim(
    token: string,
    user: string,
    at: number,
  ): Promise<{ readonly isTheirs: boolean; readonly others: readonly string[]; readonly freeSince?: number }>;
  /** A push token's former owner no longer names it: they are listed no more, unless the token is not `owner`'s any longer. */
  dispossess(token: string, former: string, owner: string): Promise<void>;
  /**
   * The address leads to this person no longer: it lists their id nowhere. What they said of it stays.
   *
   * @returns who is left behind the address
   */
  release(channel: HeldChannel, address: string, user: string): Promise<readonly string[]>;
  /** Of several reasons the weightiest holds, in whatever order they are reported. */
  suppress(channel: AddressedChannel, address: string, suppression: Suppression): Promise<Behind>;
  /** Somebody decided that it may be written to again: lifts what was reported of it until then, but no STOP and no opt-out. */
  reinstate(channel: AddressedChannel, address: string, at: number): Promise<Behind>;
  /** Somebody opened or clicked at `at`: lifts what soft bounces before that closed, and nothing else. */
  taking(channel: AddressedChannel, address: string, at: number): Promise<Behind>;
  /**
   * A no to marketing that binds the mailbox, whoever has it.
   *
   * @param no.user who said it; `null` for somebody whose profile does not hold the address, and so would not release it
   */
  optOut(
    channel: AddressedChannel,
    address: string,
    no: { readonly user: string | null; readonly at: number },
  ): Promise<Behind>;
  /** A later yes, which takes back what it outweighs. */
  optIn(channel: AddressedChannel, address: string, yes: OptIn): Promise<Behind>;
  users(channel: AddressedChannel, address: string): Promise<readonly string[]>;
  /**
   * A STOP suppresses the address, a START takes that back, and nothing but that: not a bounce, a complaint, an erasure.
   *
   * @returns what it meant, whose the address is, and what holds by now
   */
  hear(channel: AddressedChannel, address: string, said: Said): Promise<Hearing & Behind>;
}

/** The acts of reinstating, kept with the address. */
export interface Reinstatements {
  /** Append-only; telling the same twice changes nothing. */
  append(act: Reinstatement): Promise<void>;
}
