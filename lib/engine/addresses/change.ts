import { consentKey } from '../../domain/consent.ts';
import type { Ledger } from '../../domain/ledger.ts';
import {
  addressesBeyond,
  addressesHeld,
  addressesOf,
  emptyProfile,
  type HeldAddress,
  isSameAddress,
  type LooseAddress,
  namedAddresses,
  onlyLoose,
  type Profile,
  withLoose,
  withoutAddresses,
} from '../../domain/profile.ts';
import type { Behind, Occasion, People } from '../ports.ts';
import { changeProfileOf } from '../race.ts';
import { ErasedError } from '../signals.ts';
import { forewarn, isClean, mirror, type SuppressPorts } from '../suppress.ts';
import { earlierNo } from './mailbox.ts';

export interface ChangePorts extends SuppressPorts {
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
  /** Whether it may begin somebody anew who was erased before. */
  readonly begins: boolean;
}

/** What an address that was linked says; `theirs` for a device, and `null` for one that is somebody else's. */
type State = Behind['state'] | 'theirs' | null;

/**
 * Writes a change, and has each address list exactly the people whose profile names it. The profile itself notes first
 * which addresses may list the person although it does not name them; whoever comes next finishes what was interrupted.
 * A new address is named only once its suppression is on the ledger.
 */
export async function changeAddresses(news: AddressChange, occasion: Occasion, ports: ChangePorts): Promise<void> {
  // Also what an attempt linked that came to nothing: by now, somebody may have taken the note of it for done.
  const tried: HeldAddress[] = [];
  const attempts = attemptsOf(occasion);
  for (;;) {
    let isNoted = false;
    let isLoose = false;
    const change = async (profile: Profile | null, ledger: Ledger) => {
      const before = profile ?? emptyProfile;
      const after = news.change(before);
      const by = attempts();
      const unnoted = addressesBeyond(namedAddresses(after), addressesHeld(before));
      isNoted = unnoted.length === 0;
      if (!isNoted) return withLoose(before, unnoted, by);
      // Linked after the profile was read: whoever released one of them before its note was gone makes this write fail.
      const linked = new Map<HeldAddress, State>();
      for (const each of toLink(before, after, news)) {
        tried.push(each);
        linked.set(each, await link(each, news, occasion, ports));
      }
      const kept = await withoutLost(before, after, linked, news, ports);
      const changed = finished(withLoose(before, tried, by), kept, ledger, linked, by);
      isLoose = changed.loose !== undefined;
      return changed;
    };
    try {
      await changeProfileOf(ports.people, occasion, news.user, change, { at: news.at, begins: news.begins });
    } catch (error) {
      // An attempt at this very change may have linked its addresses before the person was erased.
      if (error instanceof ErasedError) await undo(news, namedAddresses(news.change(emptyProfile)), occasion, ports);
      throw error;
    }
    if (!isNoted) continue;
    if (isLoose) await settle(news.user, occasion, ports);
    return;
  }
}

/** A name for each attempt of an invocation. */
function attemptsOf({ invocation }: Pick<Occasion, 'invocation'>): () => string {
  let count = 0;
  return () => `${invocation}/${++count}`;
}

const isAmong = (list: readonly HeldAddress[], each: HeldAddress) => list.some((one) => isSameAddress(one, each));

/** Those that the profile names newly, and the devices that the event names, old or new. */
function toLink(before: Profile, after: Profile, news: AddressChange): readonly HeldAddress[] {
  const fresh = addressesBeyond(namedAddresses(after), namedAddresses(before));
  return [...fresh, ...addressesBeyond(news.claims(after), fresh)];
}

/** The changed profile without devices that are somebody else's. */
async function withoutLost(
  before: Profile,
  after: Profile,
  linked: ReadonlyMap<HeldAddress, State>,
  { user, at }: AddressChange,
  { addresses }: ChangePorts,
): Promise<Profile> {
  const named = namedAddresses(before);
  const lost = new Set<string>();
  for (const [each, state] of linked) {
    if (state !== null) continue;
    // One that they have already and that is nobody's was released too early, and is about to be linked again.
    const isFreed = isAmong(named, each) && (await addresses.claim(each.address, user, at)).freeSince !== undefined;
    if (!isFreed) lost.add(each.address);
  }
  return lost.size === 0 ? after : { ...after, push: (after.push ?? []).filter(({ token }) => !lost.has(token)) };
}

/** The changed profile, noting what is still to be done for its addresses. */
function finished(
  before: Profile,
  after: Profile,
  ledger: Ledger,
  linked: ReadonlyMap<HeldAddress, State>,
  by: string,
): Profile {
  const named = namedAddresses(after);
  const leaving = addressesBeyond(addressesHeld(before), named);
  const unsettled = named.filter((each) => {
    const state = [...linked].find(([one]) => isSameAddress(one, each))?.[1];
    if (each.channel === 'push' || state === null || state === 'theirs') return false;
    // An earlier attempt linked it, and did not come to the end.
    if (state === undefined) return isAmong(before.loose ?? [], each);
    return !isUntouched(state) || !isClean(ledger, each.channel) || (each.channel === 'email' && hasSaidNo(ledger));
  });
  return onlyLoose(
    after,
    [...leaving, ...unsettled].map((each) => ({ by, ...each })),
  );
}

const hasSaidNo = ({ consents }: Ledger) => consents[consentKey('email', 'marketing')]?.withdrawn !== undefined;

const isUntouched = ({ grounds, optOuts, formerOptOut }: Behind['state']) =>
  Object.keys(grounds).length === 0 && Object.keys(optOuts).length === 0 && formerOptOut === undefined;

async function link(
  { channel, address }: HeldAddress,
  { user, at, begins }: Pick<AddressChange, 'user' | 'at' | 'begins'>,
  occasion: Occasion,
  ports: ChangePorts,
): Promise<State> {
  if (channel === 'push') return (await claim(address, user, at, occasion, ports)) ? 'theirs' : null;
  const { state } = await ports.addresses.link(channel, address, user);
  // Neither knows of anything: whoever suppresses the address from now on finds this person behind it.
  if (!isUntouched(state)) await forewarn(user, channel, state, occasion, ports.people, { at, begins });
  return state;
}

/** Takes a device from whoever had it: their profile loses it before they are released. */
async function claim(
  token: string,
  user: string,
  at: number,
  occasion: Occasion,
  ports: ChangePorts,
): Promise<boolean> {
  const { isTheirs, others } = await ports.addresses.claim(token, user, at);
  for (const other of isTheirs ? others : []) {
    await changeProfileOf(ports.people, occasion, other, async (profile) => {
      const device: HeldAddress = { channel: 'push', address: token };
      if (!profile || !isAmong(addressesHeld(profile), device)) return null;
      // They may have named it again since: then this write, or theirs, comes too late.
      if (!(await ports.addresses.claim(token, user, at)).isTheirs) return null;
      // Also one who is only about to name it: without the note they ask again.
      return onlyLoose(withoutAddresses(profile, 'push', [token]), addressesBeyond(profile.loose ?? [], [device]));
    });
    await ports.addresses.dispossess(token, other, user);
  }
  return isTheirs;
}

/** Finishes what a profile notes as loose: releases what it does not name, and has the ledger say what the rest say. */
export async function settle(user: string, occasion: Occasion, ports: ChangePorts): Promise<void> {
  const attempts = attemptsOf({ invocation: `${occasion.invocation}/settle` });
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
    if (!(await cleared(user, { loose, leaving, by: attempts() }, occasion, ports))) return;
  }
}

/**
 * Clears the notes that were settled. Whatever of it somebody named again meanwhile may have been linked before it was
 * released here: it is linked anew before this is written, and stays noted.
 *
 * @returns whether something is noted once more
 */
async function cleared(
  user: string,
  {
    loose,
    leaving,
    by,
  }: { readonly loose: readonly LooseAddress[]; readonly leaving: readonly HeldAddress[]; readonly by: string },
  occasion: Occasion,
  ports: ChangePorts,
): Promise<boolean> {
  const tried: HeldAddress[] = [];
  let isGone = false;
  let more: readonly HeldAddress[] = [];
  await changeProfileOf(ports.people, occasion, user, async (now) => {
    isGone = now === null;
    if (!now) return null;
    const named = namedAddresses(now);
    const back = named.filter((each) => isAmong(leaving, each));
    let kept = now;
    for (const each of back) {
      tried.push(each);
      const isTheirs = await linkAgain(each, { user, at: now.told.push ?? 0 }, occasion, ports);
      if (!isTheirs) kept = withoutAddresses(kept, each.channel, [each.address]);
    }
    more = [...back, ...addressesBeyond(tried, named)].map((each) => ({ ...each, by }));
    // Done is what was released and is not named, and what was named and still is, unless it was noted anew since.
    const aligned = addressesBeyond(loose, leaving);
    const isDone = (each: LooseAddress) =>
      loose.some((one) => isSameAddress(one, each) && one.by === each.by) &&
      isAmong(isAmong(named, each) ? aligned : leaving, each);
    const left = (now.loose ?? []).filter((each) => !isDone(each));
    return onlyLoose(kept, [...addressesBeyond(left, more), ...more]);
  });
  if (isGone) for (const { channel, address } of tried) await ports.addresses.release(channel, address, user);
  return !isGone && more.length > 0;
}

/** Links an address that the profile names already. @returns false for a device that is somebody else's by now */
async function linkAgain(
  each: HeldAddress,
  news: Pick<AddressChange, 'user' | 'at'>,
  occasion: Occasion,
  ports: ChangePorts,
): Promise<boolean> {
  if ((await link(each, { ...news, begins: false }, occasion, ports)) !== null) return true;
  // Nobody's since it was released here: it was named then, whatever the time that is known of it.
  const { freeSince } = await ports.addresses.claim(each.address, news.user, news.at);
  return freeSince !== undefined && claim(each.address, news.user, freeSince, occasion, ports);
}

/** An attempt at this very change may have linked its addresses before the person was erased. */
async function undo(
  { user, at }: AddressChange,
  named: readonly HeldAddress[],
  occasion: Occasion,
  ports: ChangePorts,
): Promise<void> {
  for (const { channel, address } of named) await ports.addresses.release(channel, address, user);
  await changeProfileOf(ports.people, occasion, user, async (profile) => {
    // They came back in this moment, with addresses of their own.
    const theirs = profile ? addressesHeld(profile).filter((each) => isAmong(named, each)) : [];
    for (const each of theirs) await linkAgain(each, { user, at: profile?.told.push ?? at }, occasion, ports);
    return theirs.length > 0 ? profile : null;
  });
}
