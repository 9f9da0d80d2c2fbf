import type { Channel } from './channel.ts';
import type { Address } from './delivery.ts';
import { mailboxKey, sendable } from './events/email.ts';
import type { RefusedField } from './events/reading.ts';
import type { Hours } from './hours.ts';
import type { Orders } from './orders.ts';

export interface PushToken {
  readonly platform: 'fcm' | 'apns';
  readonly token: string;
}

/** Who a person is and how to reach them. */
export interface Profile {
  readonly email?: string;
  readonly phone?: string;
  readonly whatsapp?: string;
  /** Who they are on WhatsApp to this business alone, where a message showed it beside the number: it goes with the number. */
  readonly whatsappId?: string;
  readonly push?: readonly PushToken[];
  readonly timezone?: string;
  readonly locale?: string;
  readonly country?: string;
  readonly region?: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly scores: Readonly<Record<string, number>>;
  /** When each field was last told, epoch ms, by path (`email`, `traits.plan`); removed fields keep theirs. */
  readonly told: Readonly<Record<string, number>>;
  /** When this person last opened, clicked or answered, epoch ms, by channel. */
  readonly engaged: Readonly<Partial<Record<Channel, number>>>;
  /** At which hours of their day, where a journey asks. */
  readonly hours?: Hours;
  /** When this person last wrote to us, epoch ms, by the channel they wrote on. */
  readonly wrote?: Readonly<Partial<Record<'sms' | 'whatsapp', number>>>;
  /** What they bought, where the program says which event is an order. */
  readonly orders?: Orders;
  /** When another value of an address was last told than the one that holds, epoch ms; absent: there was none. */
  readonly replaced?: Readonly<Partial<Record<AddressField, number>>>;
  /**
   * Addresses that may list this person although the profile does not name them yet, or no more, or whose state the ledger
   * may not say yet: an interrupted change. Whoever changes the profile next finishes it, and an erasure releases them.
   */
  readonly loose?: readonly LooseAddress[];
  /** Fields that were told and could not be used, by path, until they are told again; the values are not kept. */
  readonly refused?: Readonly<Record<string, RefusedNote>>;
}

/** Why a field was refused, and when it was told, epoch ms. */
export interface RefusedNote {
  readonly rule: string;
  readonly at: number;
}

/** A note for support, not a record: the latest few are enough to find who sends wrong fields. */
const mostRefused = 10;
/** Names of traits are whatever an app says. */
const longestPath = 80;

const addressFields = ['email', 'phone', 'whatsapp'] as const;
type AddressField = (typeof addressFields)[number];

/** A person has few devices; whoever adds without end loses the oldest. */
const mostTokens = 20;

export const emptyProfile: Profile = { traits: {}, scores: {}, told: {}, engaged: {} };

/** For this long after a person's last message WhatsApp carries free text; afterwards approved templates alone. */
const conversationMs = 24 * 3_600_000;

/** @param now epoch milliseconds */
export function inConversation({ wrote }: Pick<Profile, 'wrote'>, now: number): boolean {
  return wrote?.whatsapp !== undefined && now - wrote.whatsapp < conversationMs;
}

const plainFields = ['email', 'phone', 'whatsapp', 'push', 'timezone', 'locale', 'country', 'region'] as const;
type PlainField = (typeof plainFields)[number];

/** What `profile.updated` and `score.updated` may say: only what is named changes, `null` removes. */
export type ProfileChange = { readonly [field in PlainField]?: NonNullable<Profile[field]> | null | undefined } & {
  /** Tokens to know beside those that are known; the oldest give way beyond the limit. */
  readonly addPush?: readonly PushToken[] | undefined;
  readonly traits?: Readonly<Record<string, unknown>> | null | undefined;
  readonly scores?: Readonly<Record<string, number | null>> | undefined;
  /** Fields of the event that could not be used. */
  readonly refused?: readonly RefusedField[] | undefined;
};

/**
 * The profile after a change told at `at`. Each field, and each trait and score, is ordered by its own time, so that
 * late news never overwrites newer news.
 *
 * @param at epoch milliseconds
 */
export function changeProfile(profile: Profile, change: ProfileChange, at: number): Profile {
  const told = { ...profile.told };
  const isNews = (path: string) => {
    if ((told[path] ?? Number.NEGATIVE_INFINITY) > at) return false;
    told[path] = at;
    return true;
  };
  const changed: Record<string, unknown> = { ...profile };
  const replaced = { ...profile.replaced };
  for (const field of plainFields) {
    const value = change[field];
    if (value === undefined) continue;
    const before = profile.told[field];
    const isAddress = addressFields.find((each) => each === field);
    if (isAddress && before !== undefined && !isSame(isAddress, profile[isAddress] ?? null, value as string | null)) {
      replaced[isAddress] = Math.max(replaced[isAddress] ?? Number.NEGATIVE_INFINITY, Math.min(before, at));
    }
    if (!isNews(field)) continue;
    // Whoever has another number is another to WhatsApp.
    if (field === 'whatsapp' && value !== profile.whatsapp) delete changed.whatsappId;
    if (value === null) delete changed[field];
    else changed[field] = value;
  }
  // An addition from before the list was last told as a whole is not news: the app knew better since.
  if (change.addPush && (told.push ?? Number.NEGATIVE_INFINITY) <= at) {
    const tokens = (changed.push as Profile['push']) ?? [];
    const added = change.addPush.filter(({ token }) => !tokens.some((known) => known.token === token));
    if (added.length > 0) changed.push = [...tokens, ...added].slice(-mostTokens);
  }
  const merge = (kind: 'traits' | 'scores') => {
    // A map: names of traits are anything, `constructor` and `__proto__` too.
    const merged = new Map<string, unknown>(Object.entries(profile[kind]));
    const all = () => Object.fromEntries([...merged.keys()].map((name) => [name, null]));
    for (const [name, value] of Object.entries(change[kind] === null ? all() : (change[kind] ?? {}))) {
      if (!isNews(`${kind}.${name}`)) continue;
      if (value === null) merged.delete(name);
      else merged.set(name, value);
    }
    return Object.fromEntries(merged);
  };
  const { refused: before, ...rest } = changed as unknown as Profile;
  const next = {
    ...rest,
    traits: merge('traits'),
    scores: merge('scores') as Profile['scores'],
    told,
    ...(Object.keys(replaced).length > 0 && { replaced }),
  };
  const refused = refusedAfter(before, change.refused ?? [], profile.told, told, at);
  return Object.keys(refused).length > 0 ? { ...next, refused } : next;
}

/** The notes after a change: without those of fields that it tells anew, and with those that it tells in vain. */
function refusedAfter(
  before: Profile['refused'] = {},
  refused: readonly RefusedField[],
  toldBefore: Profile['told'],
  told: Profile['told'],
  at: number,
): Readonly<Record<string, RefusedNote>> {
  const notes = new Map(Object.entries(before));
  const isNew = (path: string) => told[path] !== toldBefore[path];
  for (const path of notes.keys()) {
    // Traits that were too many together are noted as one.
    const isWhole = path === 'traits' || path === 'scores';
    const isTold = isWhole
      ? Object.keys(told).some((each) => each.startsWith(`${path}.`) && isNew(each))
      : isNew(pathOf(path));
    if (isTold) notes.delete(path);
  }
  for (const { field, rule } of refused) {
    const path = field.slice(0, longestPath).toWellFormed();
    const known = Math.max(told[pathOf(path)] ?? 0, notes.get(path)?.at ?? 0);
    if (known <= at) notes.set(path, { rule, at });
  }
  const latest = [...notes].sort(([, one], [, other]) => other.at - one.at).slice(0, mostRefused);
  return Object.fromEntries(latest);
}

/** The list of tokens is told as a whole, so `push.1` is of `push`. */
const pathOf = (path: string): string => (/^(?:push|addPush)(?:\.|$)/.test(path) ? 'push' : path);

const isSame = (field: AddressField, one: string | null, other: string | null) =>
  one === other ||
  (one !== null &&
    other !== null &&
    normalAddress(fieldChannel[field], one) === normalAddress(fieldChannel[field], other));

const fieldChannel = { email: 'email', phone: 'sms', whatsapp: 'whatsapp' } as const;
const channelField = { email: 'email', sms: 'phone', whatsapp: 'whatsapp' } as const;

/**
 * Whether something said at `at` was said of the address that the profile names now: it has had no other, or was told by
 * then. Who confirmed another mailbox has not confirmed this one.
 *
 * @param at epoch milliseconds; compared by whole seconds, as consent is
 */
export function wasNamed({ told, replaced }: Profile, channel: AddressedChannel, at: number): boolean {
  const field = channelField[channel];
  if (replaced?.[field] === undefined) return true;
  return Math.floor(at / 1000) >= Math.floor((told[field] ?? 0) / 1000);
}

/** Where a channel reaches this person: none when it cannot. In-app reaches whoever has a profile, by their id. */
export function addressesOf(profile: Profile, channel: Channel, user: string): readonly Address[] {
  const one = (address: string | undefined): readonly Address[] => (address === undefined ? [] : [{ address }]);
  switch (channel) {
    case 'email':
      return one(profile.email === undefined ? undefined : sendable(profile.email));
    case 'sms':
      return one(profile.phone);
    case 'whatsapp':
      return one(profile.whatsapp);
    case 'push':
      return (profile.push ?? []).map(({ token, platform }) => ({ address: token, platform }));
    case 'inapp':
      return one(user);
  }
}

/** The profile without addresses that a provider proved dead. They stay noted as loose, so that they are released. */
export function withoutAddresses(profile: Profile, channel: Channel, dead: readonly string[]): Profile {
  if (channel === 'inapp') return profile;
  const gone = namedAddresses(profile).filter((each) => each.channel === channel && dead.includes(each.address));
  const noted = withLoose(profile, gone);
  if (channel === 'push') {
    return { ...noted, push: (profile.push ?? []).filter(({ token }) => !dead.includes(token)) };
  }
  if (gone.length === 0) return profile;
  const { [channelField[channel]]: _dead, ...rest } = noted;
  return rest;
}

/** Addresses that lead to a person through a shared inbox or phone, and so carry suppression of their own. */
export const addressedChannels = ['email', 'sms', 'whatsapp'] as const;
export type AddressedChannel = (typeof addressedChannels)[number];

/** Channels on which an address is known to list the people whom it leads to. */
export const heldChannels = [...addressedChannels, 'push'] as const;
export type HeldChannel = (typeof heldChannels)[number];

export interface HeldAddress {
  readonly channel: HeldChannel;
  readonly address: string;
}

/** An address that an interrupted change left, and which attempt noted it: another that notes it again has linked it again. */
export interface LooseAddress extends HeldAddress {
  readonly by?: string;
}

/** One address, one spelling: neither case matters in a mailbox, in practice not even before the @, nor how its domain is spelled. */
export const normalAddress = (channel: HeldChannel, address: string): string =>
  channel === 'email' ? mailboxKey(address) : channel === 'push' ? address : address.trim();

export const isSameAddress = (one: HeldAddress, other: HeldAddress): boolean =>
  one.channel === other.channel &&
  normalAddress(one.channel, one.address) === normalAddress(other.channel, other.address);

/** What a list of addresses has beyond another. */
export const addressesBeyond = <A extends HeldAddress>(
  list: readonly A[],
  known: readonly HeldAddress[],
): readonly A[] => list.filter((each) => !known.some((other) => isSameAddress(each, other)));

/** Every address that leads to this person by their profile. */
export function namedAddresses(profile: Profile): readonly HeldAddress[] {
  const named = heldChannels.flatMap((channel) =>
    addressesOf(profile, channel, '').map(({ address }): HeldAddress => ({ channel, address })),
  );
  return profile.whatsappId === undefined ? named : [...named, { channel: 'whatsapp', address: profile.whatsappId }];
}

/** Every address that may list this person: those that the profile names, and those of an interrupted change. */
export function addressesHeld(profile: Profile): readonly LooseAddress[] {
  const named = namedAddresses(profile);
  return [...named, ...addressesBeyond(profile.loose ?? [], named)];
}

/** The profile with these noted as loose by this attempt, beside those that are. */
export function withLoose(profile: Profile, more: readonly HeldAddress[], by?: string): Profile {
  if (more.length === 0) return profile;
  const noted = more.map(({ channel, address }) => ({ channel, address, ...(by !== undefined && { by }) }));
  return { ...profile, loose: [...addressesBeyond(profile.loose ?? [], more), ...noted] };
}

/** The profile with exactly these noted as loose. */
export function onlyLoose({ loose: _before, ...profile }: Profile, loose: readonly LooseAddress[]): Profile {
  return loose.length === 0 ? profile : { ...profile, loose };
}
