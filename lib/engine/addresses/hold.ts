import { consentKey } from '../../domain/consent.ts';
import type { Ledger } from '../../domain/ledger.ts';
import {
  addressesBeyond,
  addressesHeld,
  addressesOf,
  emptyProfile,
  type HeldAddress,
  isSameAddress,
  namedAddresses,
  normalAddress,
  onlyLoose,
  type Profile,
  withLoose,
} from '../../domain/profile.ts';
import type { Behind, Occasion, People } from '../ports.ts';
import { changeProfileOf } from '../race.ts';
import { forewarn, isClean, mirror, type SuppressPorts } from '../suppress.ts';
import { earlierNo } from './mailbox.ts';

export interface HoldPorts extends SuppressPorts {
  readonly people: People;
}

/** A change of a profile that may move addresses. */
export interface AddressChange {
  readonly user: string;
  /** When it was so, epoch milliseconds: who named a push token last has it. */
  readonly at: number;
  /** The profile once changed; decided anew whenever somebody else wrote in between. */
  change(before: Profile): Profile;
  /** The addresses that the event itself names and the changed profile has: their push tokens are claimed. */
  claims(after: Profile): readonly HeldAddress[];
  /** Whether it must not be written after all: news from before an erasure. */
  isDropped(profile: Profile | null): Promise<boolean>;
}

/** Addresses that were linked, with what they say; `null` is a push token that is somebody else's by now. */
type Linked = Map<string, Behind['state'] | 'theirs' | null>;

/**
 * Writes a change, and has each address list exactly the people whose profile names it. The profile itself notes first
 * which addresses may list the person although it does not name them; whoever comes next finishes what was interrupted.
 * A new address is named only once its suppression is on the ledger.
 */
export async function changeAddresses(news: AddressChange, occasion: Occasion, ports: HoldPorts): Promise<void> {
  const linked: Linked = new Map();
  for (;;) {
    // Nobody may decide at all, where there is nothing to be written into.
    let isDropped = true;
    let isLoose = false;
    let missing: readonly HeldAddress[] = [];
    await changeProfileOf(ports.people, occasion, news.user, async (profile, ledger) => {
      isDropped = await news.isDropped(profile);
      if (isDropped) return null;
      const before = profile ?? emptyProfile;
      const after = news.change(before);
      missing = toLink(before, after, news).filter((each) => !linked.has(keyOf(each)));
      if (missing.length > 0) {
        const noted = withLoose(before, addressesBeyond(missing, namedAddresses(before)));
        return noted === before ? null : noted;
      }
      const changed = finished(before, after, ledger, linked);
      isLoose = changed.loose !== undefined;
      return changed;
    });
    if (isDropped) return undo(news, namedAddresses(news.change(emptyProfile)), occasion, ports);
    if (missing.length === 0) {
      if (isLoose) await settle(news.user, occasion, ports);
      return;
    }
    for (const each of missing) linked.set(keyOf(each), await link(each, news, occasion, ports));
  }
}

const keyOf = ({ channel, address }: HeldAddress) => `${channel} ${normalAddress(channel, address)}`;

/** Those that the profile names newly, and the devices that the event names, old or new. */
function toLink(before: Profile, after: Profile, news: AddressChange): readonly HeldAddress[] {
  const fresh = addressesBeyond(namedAddresses(after), namedAddresses(before));
  return [...fresh, ...addressesBeyond(news.claims(after), fresh)];
}

/** The changed profile without devices that are somebody else's, noting what is still to be done for its addresses. */
function finished(before: Profile, after: Profile, ledger: Ledger, linked: Linked): Profile {
  const isLost = (token: string) => linked.get(keyOf({ channel: 'push', address: token })) === null;
  const kept = after.push?.some(({ token }) => isLost(token))
    ? { ...after, push: after.push.filter(({ token }) => !isLost(token)) }
    : after;
  const named = namedAddresses(kept);
  const leaving = addressesBeyond(addressesHeld({ ...before, loose: after.loose ?? [] }), named);
  const unsettled = named.filter((each) => {
    const state = linked.get(keyOf(each));
    if (each.channel === 'push' || state === undefined || state === null || state === 'theirs') return false;
    return !isUntouched(state) || !isClean(ledger, each.channel) || (each.channel === 'email' && hasSaidNo(ledger));
  });
  return onlyLoose(kept, [...leaving, ...unsettled]);
}

const hasSaidNo = ({ consents }: Ledger) => consents[consentKey('email', 'marketing')]?.withdrawn !== undefined;

const isUntouched = ({ grounds, optOuts, formerOptOut }: Behind['state']) =>
  Object.keys(grounds).length === 0 && Object.keys(optOuts).length === 0 && formerOptOut === undefined;

async function link(
  { channel, address }: HeldAddress,
  { user, at }: Pick<AddressChange, 'user' | 'at'>,
  occasion: Occasion,
  ports: HoldPorts,
): Promise<Behind['state'] | 'theirs' | null> {
  if (channel === 'push') return (await claim(address, user, at, occasion, ports)) ? 'theirs' : null;
  const { state } = await ports.addresses.link(channel, address, user);
  // Neither knows of anything: whoever suppresses the address from now on finds this person behind it.
  if (!isUntouched(state)) await forewarn(user, channel, state, occasion, ports.people);
  return state;
}

/** Takes a device from whoever had it: their profile loses it before they are released. */
async function claim(token: string, user: string, at: number, occasion: Occasion, ports: HoldPorts): Promise<boolean> {
  const { isTheirs, others } = await ports.addresses.claim(token, user, at);
  for (const other of isTheirs ? others : []) {
    await changeProfileOf(ports.people, occasion, other, (profile) => {
      if (!profile?.push?.some((each) => each.token === token)) return null;
      return { ...profile, push: profile.push.filter((each) => each.token !== token) };
    });
    await ports.addresses.release('push', token, other);
  }
  return isTheirs;
}

/** Finishes what a profile notes as loose: releases what it does not name, and has the ledger say what the rest say. */
export async function settle(user: string, occasion: Occasion, ports: HoldPorts): Promise<void> {
  for (;;) {
    const { profile, ledger } = await ports.people.read(user);
    const loose = profile?.loose ?? [];
    if (!profile || loose.length === 0) return;
    const leaving = addressesBeyond(loose, namedAddresses(profile));
    for (const { channel, address } of leaving) await ports.addresses.release(channel, address, user);
    for (const channel of new Set(loose.map((each) => each.channel))) {
      if (channel === 'push') continue;
      const address = addressesOf(profile, channel, user)[0]?.address;
      if (address === undefined) continue;
      const no = channel === 'email' ? earlierNo(ledger, profile) : null;
      if (no !== null) {
        const behind = await ports.addresses.optOut(channel, address, { user, at: no });
        await mirror({ channel, address }, behind, occasion, ports);
        continue;
      }
      const { state } = await ports.addresses.look(channel, address);
      await mirror({ channel, address }, { users: [user], state }, occasion, ports);
    }
    let back: readonly HeldAddress[] = [];
    await changeProfileOf(ports.people, occasion, user, (now) => {
      if (!now) return null;
      // Somebody named it again meanwhile, and may have linked it before it was released here.
      back = namedAddresses(now).filter((each) => leaving.some((gone) => isSameAddress(gone, each)));
      return onlyLoose(now, [...addressesBeyond(now.loose ?? [], loose), ...back]);
    });
    if (back.length === 0) return;
    for (const each of back) await link(each, { user, at: profile.told.push ?? 0 }, occasion, ports);
  }
}

/** An attempt at this very change may have linked its addresses before the person was erased. */
async function undo(
  { user, at }: AddressChange,
  named: readonly HeldAddress[],
  occasion: Occasion,
  ports: HoldPorts,
): Promise<void> {
  for (const { channel, address } of named) await ports.addresses.release(channel, address, user);
  const { profile } = await ports.people.read(user);
  // They came back in this moment, with addresses of their own.
  const theirs = profile ? addressesHeld(profile) : [];
  for (const each of theirs.filter((one) => named.some((other) => isSameAddress(one, other)))) {
    await link(each, { user, at: profile?.told.push ?? at }, occasion, ports);
  }
}
