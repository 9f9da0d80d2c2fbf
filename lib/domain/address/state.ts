import type { Basis } from '../consent.ts';
import { type Hearing, hear, type LastWord, type Said } from '../last-word.ts';
import { type Suppression, type SuppressionReason, suppressionReasons } from '../ledger.ts';
import type { AddressedChannel } from '../profile.ts';

/**
 * What is known of an address itself, whoever is behind it. All times are epoch milliseconds, and of each kind of
 * statement only the latest time is kept: in whatever order, and however often, statements arrive, they end the same.
 */
export interface AddressState {
  /** When each ground for suppression was last reported. */
  readonly grounds: Readonly<Partial<Record<SuppressionReason, number>>>;
  /** The last STOP or START that came from it. */
  readonly last: LastWord | null;
  /** When somebody last decided that it may be written to again. */
  readonly reinstated?: number;
  /** When whoever reads it last confirmed by double opt-in that they want our marketing. */
  readonly confirmed?: number;
  /** When each user id behind it last said no to marketing. */
  readonly optOuts: Readonly<Record<string, number>>;
  /** The same, the latest of the ids that are behind it no longer. */
  readonly formerOptOut?: number;
}

export const untouchedAddress: AddressState = { grounds: {}, last: null, optOuts: {} };

/** A yes to marketing of somebody behind an address. */
export interface OptIn {
  readonly user: string;
  readonly basis: Basis;
  readonly at: number;
  /** They were shown what holds, so it comes after a no of the same second. */
  readonly informed?: true;
}

/** Consent is kept in whole seconds, and a no wins a tie. */
const second = (at: number) => Math.floor(at / 1000);
const isAfter = (one: number, other: number) => second(one) > second(other);
const latest = (one: number | undefined, other: number) => Math.max(one ?? other, other);

/** The weightiest ground on which nothing is sent; `null` when there is none. */
export function suppressionOf({ grounds }: AddressState): Suppression | null {
  for (const reason of suppressionReasons) {
    const at = grounds[reason];
    if (at === undefined) continue;
    return { reason, at, ...(reason === 'complained' && grounds.bounced !== undefined && { bounced: true }) };
  }
  return null;
}

/** Since when the mailbox wants no marketing; `null` when it may get it. */
export function optOutOf({ optOuts, formerOptOut }: AddressState): number | null {
  const all = [...Object.values(optOuts), ...(formerOptOut === undefined ? [] : [formerOptOut])];
  return all.length === 0 ? null : Math.max(...all);
}

export const suppressed = (
  state: AddressState,
  channel: AddressedChannel,
  { reason, at }: Pick<Suppression, 'reason' | 'at'>,
): AddressState =>
  settled({ ...state, grounds: { ...state.grounds, [reason]: latest(state.grounds[reason], at) } }, channel);

/**
 * Lifts whatever was reported of the address up to then. A STOP by text message or WhatsApp stays: only the START of the
 * person themselves takes it back. An opt-out of a mailbox stays too: a decision of ours is no consent.
 */
export const reinstated = (state: AddressState, channel: AddressedChannel, at: number): AddressState =>
  settled({ ...state, reinstated: latest(state.reinstated, at) }, channel);

/** Somebody opened or clicked what came there: the mailbox takes messages, whatever it turned away before. */
export function taking(state: AddressState, at: number): AddressState {
  const { 'soft-bounced': turnedAway, ...grounds } = state.grounds;
  return turnedAway === undefined || turnedAway >= at ? state : { ...state, grounds };
}

/** A STOP suppresses, a START takes that back, and no other ground. */
export function heard(
  state: AddressState,
  channel: AddressedChannel,
  said: Said,
): { readonly hearing: Hearing; readonly state: AddressState } {
  const hearing = hear(state.last, said);
  if (hearing.heard !== 'first') return { hearing, state };
  const { last } = hearing;
  if (said.word === 'stop') {
    return { hearing, state: suppressed({ ...state, last }, channel, { reason: 'unsubscribed', at: last.at }) };
  }
  const { unsubscribed: _stopped, ...grounds } = state.grounds;
  return { hearing, state: { ...state, last, grounds } };
}

/** @param no.user who said it; `null` for somebody who is not behind the address */
export function optedOut(
  state: AddressState,
  channel: AddressedChannel,
  { user, at }: { readonly user: string | null; readonly at: number },
): AddressState {
  if (user === null) return settled({ ...state, formerOptOut: latest(state.formerOptOut, at) }, channel);
  return settled({ ...state, optOuts: { ...state.optOuts, [user]: latest(own(state, user), at) } }, channel);
}

/**
 * A later double opt-in proves that whoever reads the mailbox wants it: it takes back every no before it, and what an
 * erasure suppressed. Another express yes takes back the no of the very id that gives it.
 */
export function optedIn(state: AddressState, channel: AddressedChannel, yes: OptIn): AddressState {
  const { user, basis, at } = yes;
  if (basis === 'double_opt_in') return settled({ ...state, confirmed: latest(state.confirmed, at) }, channel);
  if (!takesBackOwn(state, yes)) return state;
  const { [user]: _taken, ...optOuts } = state.optOuts;
  return { ...state, optOuts };
}

/** Whether a yes takes anything back. */
export function outweighs(state: AddressState, yes: OptIn): boolean {
  if (yes.basis !== 'double_opt_in') return takesBackOwn(state, yes);
  const { grounds, optOuts, formerOptOut } = state;
  const before = [...Object.values(optOuts), formerOptOut, grounds.erased];
  return before.some((at) => at !== undefined && isAfter(yes.at, at));
}

function takesBackOwn(state: AddressState, { user, basis, at, informed }: OptIn): boolean {
  if (basis !== 'express' && basis !== 'express_written') return false;
  const no = own(state, user);
  return no !== undefined && (isAfter(at, no) || (informed === true && second(at) === second(no)));
}

/** Somebody is no longer behind the address: their no stays, their id does not. */
export function left(state: AddressState, channel: AddressedChannel, user: string): AddressState {
  const no = own(state, user);
  if (no === undefined) return state;
  const { [user]: _gone, ...optOuts } = state.optOuts;
  return optedOut({ ...state, optOuts }, channel, { user: null, at: no });
}

/** Ids are anybody's words: `constructor` is one. */
const own = ({ optOuts }: AddressState, user: string): number | undefined =>
  Object.hasOwn(optOuts, user) ? optOuts[user] : undefined;

/** Drops what was taken back: it can never count again, because times only grow. */
function settled(state: AddressState, channel: AddressedChannel): AddressState {
  const { grounds, reinstated: since, confirmed, optOuts, formerOptOut, ...rest } = state;
  const isLifted = (reason: string, at: number) => {
    if (reason === 'erased' && confirmed !== undefined && isAfter(confirmed, at)) return true;
    if (reason === 'unsubscribed' && channel !== 'email') return false;
    return since !== undefined && at <= since;
  };
  const isTakenBack = (at: number) => confirmed !== undefined && isAfter(confirmed, at);
  return {
    ...rest,
    grounds: Object.fromEntries(Object.entries(grounds).filter(([reason, at]) => !isLifted(reason, at))),
    optOuts: Object.fromEntries(Object.entries(optOuts).filter(([, at]) => !isTakenBack(at))),
    ...(since !== undefined && { reinstated: since }),
    ...(confirmed !== undefined && { confirmed }),
    ...(formerOptOut !== undefined && !isTakenBack(formerOptOut) && { formerOptOut }),
  };
}
