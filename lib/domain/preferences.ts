import { explicitBases } from './address/opt-ins.ts';
import { type Channel, channels } from './channel.ts';
import { agree, basesInForce, consentKey, isWithdrawn, needsConsent, stateConsent } from './consent.ts';
import type { Ledger, Suppression } from './ledger.ts';
import { inForce } from './policies/in-force.ts';
import { addressesOf, type Profile } from './profile.ts';
import type { Program } from './program.ts';
import { whereaboutsOf } from './whereabouts.ts';
import type { Frequency, Wishes } from './wishes.ts';

/** What a person gets of our marketing, as far as they have a say in it. */
export interface Preferences {
  /** Those that reach this person, or of which they once said yes. */
  readonly channels: readonly ChannelPreference[];
  readonly topicsOff: readonly string[];
  /** Absent: as it comes. */
  readonly frequency?: Frequency;
  /** Epoch milliseconds, in the future. */
  readonly pausedUntil?: number;
}

export interface ChannelPreference {
  readonly channel: Channel;
  /** Whether the person agrees. */
  readonly on: boolean;
  /** On, and yet nothing comes: some row, or an opt-out of the same mailbox, asks for a stronger yes than theirs. */
  readonly unconfirmed: boolean;
  /** Nothing comes whatever they choose, until the address is free again. */
  readonly suppressed?: Suppression;
}

/** What changes; what is not named stays. */
export interface PreferenceChange {
  readonly channels?: Readonly<Partial<Record<Channel, boolean>>>;
  /** On or off, by name. */
  readonly topics?: Readonly<Record<string, boolean>>;
  /** `null`: as it comes. */
  readonly frequency?: Frequency | null;
  /** Epoch milliseconds; `null` ends a pause. */
  readonly pausedUntil?: number | null;
}

interface Whose {
  readonly user: string;
  readonly ledger: Ledger;
  readonly profile: Profile | null;
}

/** @param now epoch milliseconds */
export function preferencesOf(whose: Whose, program: Program, now: number): Preferences {
  const { topicsOff = [], frequency, pausedUntil } = whose.ledger.wishes ?? {};
  return {
    channels: channels.flatMap((channel) => channelPreference(channel, whose, program, now) ?? []),
    topicsOff,
    ...(frequency && { frequency }),
    ...(pausedUntil !== undefined && now < pausedUntil && { pausedUntil }),
  };
}

function channelPreference(
  channel: Channel,
  { user, ledger, profile }: Whose,
  program: Program,
  now: number,
): ChannelPreference | null {
  const law = inForce(program, whereaboutsOf(profile, channel), channel, 'marketing', now);
  const record = ledger.consents[consentKey(channel, 'marketing')];
  const suppressed = ledger.suppressed[channel];
  const isReached =
    profile !== null &&
    addressesOf(profile, channel, user).length > 0 &&
    (program.providers[channel] ?? []).length > 0 &&
    law.refusal === undefined;
  if (!isReached && !suppressed && Object.keys(record?.granted ?? {}).length === 0) return null;
  const granted = basesInForce(record, now, law.expiries);
  const mailboxNo = channel === 'email' ? ledger.mailboxOptOut : undefined;
  // Whoever reads the mailbox said no: only what was agreed since is what they want.
  const isOverruled =
    mailboxNo !== undefined && !explicitBases.some((basis) => (record?.granted[basis] ?? 0) > mailboxNo);
  const on = !isWithdrawn(record) && !isOverruled && (granted.length > 0 || !needsConsent(channel, 'marketing'));
  const misses = law.needs.some(({ anyOf }) => !anyOf.some((basis) => granted.includes(basis)));
  const unconfirmed = on && (misses || mailboxNo !== undefined);
  return { channel, on, unconfirmed, ...(suppressed && { suppressed }) };
}

/** The ledger once the person has chosen. Their yes counts as `express`: it was asked for here and given here. */
export function changePreferences(ledger: Ledger, change: PreferenceChange, now: number): Ledger {
  let { consents } = ledger;
  for (const channel of channels) {
    const on = change.channels?.[channel];
    const key = consentKey(channel, 'marketing');
    if (on === true) consents = agree(consents, key, 'express', now);
    if (on === false) consents = stateConsent(consents, key, { status: 'withdrawn', at: now });
  }
  const { wishes: before = {}, ...rest } = ledger;
  const wishes = changeWishes(before, change);
  return { ...rest, consents, ...(Object.keys(wishes).length > 0 && { wishes }) };
}

function changeWishes(before: Wishes, { topics = {}, frequency, pausedUntil }: PreferenceChange): Wishes {
  const off = new Set(before.topicsOff);
  for (const [topic, on] of Object.entries(topics)) on ? off.delete(topic) : off.add(topic);
  const often = frequency === undefined ? before.frequency : frequency;
  const pause = pausedUntil === undefined ? before.pausedUntil : pausedUntil;
  return {
    ...(off.size > 0 && { topicsOff: [...off].sort() }),
    ...(often && { frequency: often }),
    ...(pause && { pausedUntil: pause }),
  };
}
