import { optInsOver } from '../domain/address/opt-ins.ts';
import { type OptIn, optOutOf, suppressionOf } from '../domain/address/state.ts';
import type { Statement } from '../domain/erasure/erasure.ts';
import type { Hearing, Said } from '../domain/last-word.ts';
import type { Ledger, Suppression } from '../domain/ledger.ts';
import type { AddressedChannel } from '../domain/profile.ts';
import type { AddressBook, Behind, Occasion, People, Person } from './ports.ts';
import { changeLedger, unlessErased } from './race.ts';

export interface SuppressPorts {
  readonly people: Pick<People, 'read' | 'writeLedger'>;
  readonly addresses: AddressBook;
}

/** What mirroring an address onto ledgers takes. */
export interface MirrorPorts {
  readonly people: SuppressPorts['people'];
  readonly addresses: Pick<AddressBook, 'optIn'>;
}

interface Where {
  readonly channel: AddressedChannel;
  readonly address: string;
}

/**
 * Suppresses an address for everybody behind it. The address is written first, so that a person who is linked to it in
 * this very moment learns of it from one side or the other; then the ledgers say the same.
 *
 * @returns the people behind the address
 */
export async function suppress(
  channel: AddressedChannel,
  address: string,
  suppression: Suppression,
  occasion: Occasion,
  ports: SuppressPorts,
): Promise<readonly string[]> {
  const behind = await ports.addresses.suppress(channel, address, suppression);
  return (await mirror({ channel, address }, behind, occasion, ports)).users;
}

/**
 * Takes a STOP or a START that came from an address, for everybody behind it: address first, then ledgers. It suppresses
 * as `unsubscribed`, or takes that back, and touches no bounce, complaint or erasure.
 */
export async function hearWord(
  channel: AddressedChannel,
  address: string,
  said: Said,
  occasion: Occasion,
  ports: SuppressPorts,
): Promise<Hearing & { readonly users: readonly string[]; readonly suppression: Suppression | null }> {
  const heard = await ports.addresses.hear(channel, address, said);
  const { users, state } = await mirror({ channel, address }, heard, occasion, ports);
  return { heard: heard.heard, last: heard.last, users, suppression: suppressionOf(state) };
}

/**
 * Makes the ledgers of everybody behind an address say what it says. A ledger may know of a yes that takes something of
 * it back, because events come in any order: then the address learns of it, and the ledgers once more.
 *
 * @returns the address as it is then
 */
export async function mirror(
  where: Where,
  { users, state }: Behind,
  occasion: Occasion,
  ports: MirrorPorts,
): Promise<Behind> {
  const found: OptIn[] = [];
  for (const user of users) found.push(...(await mirrorOnto(user, where, state, occasion, ports.people)));
  if (found.length === 0) return { users, state };
  // Each takes something back, so this ends.
  return mirror(where, await take(found, where, ports), occasion, ports);
}

/** Tells an address of these yeses, of which there is at least one. */
async function take(found: readonly OptIn[], { channel, address }: Where, { addresses }: MirrorPorts): Promise<Behind> {
  let behind: Behind | undefined;
  for (const yes of found) behind = await addresses.optIn(channel, address, yes);
  if (!behind) throw new Error('an address was told of no yes');
  return behind;
}

/** @returns what this person agreed to that takes back something of the address */
async function mirrorOnto(
  user: string,
  where: Where,
  state: Behind['state'],
  occasion: Occasion,
  people: MirrorPorts['people'],
): Promise<readonly OptIn[]> {
  let found: readonly OptIn[] = [];
  const change = ({ ledger, profile }: Pick<Person, 'ledger' | 'profile'>) => {
    found = optInsOver(state, where, { user, profile, ledger });
    return found.length > 0 ? null : saying(ledger, where.channel, state);
  };
  // Whoever is being erased is about to be taken off the address.
  await unlessErased(() => changeLedger(people, occasion, user, change));
  return found;
}

/**
 * Makes the ledger of a person who is being linked to an address as strict as the address is, before their profile names
 * it; whatever their address before said is kept until then.
 *
 * @param said what names the address, for an erasure that it must not undo
 */
export async function forewarn(
  user: string,
  channel: AddressedChannel,
  state: Behind['state'],
  occasion: Occasion,
  people: MirrorPorts['people'],
  said?: Statement,
): Promise<void> {
  const change = ({ ledger }: Pick<Person, 'ledger'>) => {
    const stricter = saying(ledger, channel, state);
    if (!stricter) return null;
    const suppressed = { ...ledger.suppressed, ...stricter.suppressed };
    const optOut = stricter.mailboxOptOut ?? ledger.mailboxOptOut;
    const changed = { ...stricter, suppressed, ...(optOut !== undefined && { mailboxOptOut: optOut }) };
    return saysSame(ledger, changed, channel) ? null : changed;
  };
  await changeLedger(people, occasion, user, change, said);
}

/** Whether a ledger says of a channel nothing that an address without a history would not say. */
export const isClean = ({ suppressed, mailboxOptOut }: Ledger, channel: AddressedChannel): boolean =>
  suppressed[channel] === undefined && (channel !== 'email' || mailboxOptOut === undefined);

/** The ledger saying what the address says; `null` when it does. */
function saying(ledger: Ledger, channel: AddressedChannel, state: Behind['state']): Ledger | null {
  const suppression = suppressionOf(state);
  const { [channel]: _before, ...others } = ledger.suppressed;
  const { mailboxOptOut: before, ...rest } = ledger;
  const optOut = channel === 'email' ? optOutOf(state) : (before ?? null);
  const changed: Ledger = {
    ...rest,
    suppressed: suppression ? { ...others, [channel]: suppression } : others,
    ...(optOut !== null && { mailboxOptOut: optOut }),
  };
  return saysSame(ledger, changed, channel) ? null : changed;
}

function saysSame(one: Ledger, other: Ledger, channel: AddressedChannel): boolean {
  const [a, b] = [one.suppressed[channel], other.suppressed[channel]];
  return (
    a?.reason === b?.reason &&
    a?.bounced === b?.bounced &&
    seconds(a?.at) === seconds(b?.at) &&
    seconds(one.mailboxOptOut) === seconds(other.mailboxOptOut)
  );
}

/** Ledgers keep whole seconds. */
const seconds = (at: number | undefined) => (at === undefined ? undefined : Math.floor(at / 1000));
