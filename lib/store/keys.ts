import type { Channel } from '../domain/channel.ts';
import type { HeldChannel } from '../domain/profile.ts';
import type { TouchRef } from '../domain/touch-id.ts';

/**
 * Where everything about a person lies: one partition, sorted so that LEDGER and PROFILE are neighbours and one query
 * reads both and nothing else.
 */
export const personKey = (user: string) => `USER#${user}`;
export const ledgerSort = 'LEDGER';
export const profileSort = 'PROFILE';

export const touchPrefix = 'TOUCH#';
export const runTouchesPrefix = (run: string) => `${touchPrefix}${run}#`;
export const touchSort = (run: string, step: string) => `${runTouchesPrefix(run)}${step}`;

/** How far the messages of a run reached on a channel. */
export const reachSort = (run: string, channel: Channel) => `REACH#${run}#${channel}`;
/** Reads a touch's sort key back: a run id holds no `#`. */
export function touchOf(user: string, sort: string): TouchRef {
  const [, run = '', ...step] = sort.split('#');
  return { user, run, step: step.join('#') };
}

/** In-app messages, newest last. */
export const inboxPrefix = 'INBOX#';
export const inboxSort = (at: string, touch: string) => `${inboxPrefix}${at}#${touch}`;

/** Entries that were refused. */
export const refusalPrefix = 'REFUSED#';
export const refusalSort = (at: string, journey: string, event: string) => `${refusalPrefix}${at}#${journey}#${event}`;

/** Events of a person that were counted without changing their ledger. */
export const countedSort = (event: string, id: string) => `COUNTED#${event}#${id}`;

/** Evidence: who said what, when, as told by which event. */
export const consentPrefix = 'CONSENT#';
export const consentSort = (at: string, channel: Channel, event: string) => `${consentPrefix}${at}#${channel}#${event}`;

/** What was forwarded to a service, by the event's stable id. */
export const forwardSort = (destination: string, event: string) => `FORWARDED#${destination}#${event}`;

/** @param hash a keyed hash: the address itself is never stored here */
export const addressKey = (channel: HeldChannel, hash: string) => `ADDRESS#${channel}#${hash}`;
export const addressSort = 'ADDRESS';
/** Beside it: that somebody let an address be written to again, append-only. */
export const reinstatementSort = (at: string, event: string) => `REINSTATED#${at}#${event}`;

/** @param hash a keyed hash of the user id */
export const erasureKey = (hash: string) => `ERASED#${hash}`;
export const erasureSort = 'ERASED';

/** What a provider calls a message: read alone, so a key of its own. */
export const messageKey = (provider: string, messageId: string) => `MESSAGE#${provider}#${messageId}`;
export const messageSort = 'MESSAGE';

/** @param id as in the message's text */
export const linkKey = (id: string) => `LINK#${id}`;
export const linkSort = 'LINK';

/** What a provider calls a message that somebody wrote to us. */
export const inboundKey = (provider: string, id: string) => `INBOUND#${provider}#${id}`;
export const inboundSort = 'INBOUND';

/** Touches that were given up on a day (UTC, `2027-01-11`), in several partitions a day. */
export const givenUpKey = (day: string, shard: number) => `GIVENUP#${day}#${shard}`;

const daySeconds = 86_400;
/** How long touches, in-app messages and tallies can be asked about: a year and a month. */
export const keptSeconds = 396 * daySeconds;
/** The `ttl` attribute: epoch seconds, `keptSeconds` after `at` (epoch milliseconds). */
export const expiry = (at: number) => Math.floor(at / 1000) + keptSeconds;

/** Everything about a journey's approvals lies together, and what was asked and answered is never deleted: it is the audit trail. */
export const approvalKey = (journey: string): string => `APPROVAL#${journey}`;
