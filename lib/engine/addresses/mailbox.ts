import { explicitBases } from '../../domain/address/opt-ins.ts';
import type { OptIn } from '../../domain/address/state.ts';
import { consentKey } from '../../domain/consent.ts';
import type { Ledger } from '../../domain/ledger.ts';
import {
  type AddressedChannel,
  addressedChannels,
  addressesHeld,
  addressesOf,
  isSameAddress,
  type Profile,
  wasNamed,
} from '../../domain/profile.ts';
import type { AddressBook, Occasion, Person } from '../ports.ts';
import { type MirrorPorts, mirror } from '../suppress.ts';

export interface MailboxPorts extends MirrorPorts {
  readonly addresses: Pick<AddressBook, 'optOut' | 'optIn'>;
}

/** A no to marketing by email, and of whose message or page it came. */
export interface MailboxNo {
  readonly user: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * A no to marketing by email binds the mailbox: the address is written first, so that whoever is linked to it from now
 * on learns of it, then the ledgers of everybody behind it.
 */
export async function bindMailbox(
  address: string,
  { user, at }: MailboxNo,
  occasion: Occasion,
  ports: MailboxPorts,
): Promise<void> {
  const { profile } = await ports.people.read(user);
  const isTheirs = emailsHeld(profile).some((each) =>
    isSameAddress({ channel: 'email', address: each }, { channel: 'email', address }),
  );
  await bind(address, { user: isTheirs ? user : null, at }, occasion, ports);
}

/** The same for the mailbox that a person has, or is about to have. @returns whether one is known */
export async function bindTheirMailbox(no: MailboxNo, occasion: Occasion, ports: MailboxPorts): Promise<boolean> {
  const { profile } = await ports.people.read(no.user);
  // Who said no of another mailbox has not said it of this one.
  const isOfAnother = profile !== null && !wasNamed(profile, 'email', no.at);
  const held = emailsHeld(profile).filter((each) => !isOfAnother || each !== profile.email);
  for (const address of held) await bind(address, no, occasion, ports);
  return held.length > 0;
}

async function bind(
  address: string,
  no: { readonly user: string | null; readonly at: number },
  occasion: Occasion,
  ports: MailboxPorts,
): Promise<void> {
  const behind = await ports.addresses.optOut('email', address, no);
  await mirror({ channel: 'email', address }, behind, occasion, ports);
}

const emailsHeld = (profile: Profile | null): readonly string[] =>
  (profile ? addressesHeld(profile) : []).flatMap(({ channel, address }) => (channel === 'email' ? [address] : []));

/**
 * When a person said no before their mailbox was known: it binds the mailbox that they had then, as far as is known.
 *
 * @returns epoch milliseconds; `null` when they did not, or had another
 */
export function earlierNo({ consents }: Ledger, profile: Profile): number | null {
  const withdrawn = consents[consentKey('email', 'marketing')]?.withdrawn;
  return withdrawn !== undefined && wasNamed(profile, 'email', withdrawn) ? withdrawn : null;
}

/**
 * Tells a person's address of their yes, where their ledger says that there is something to take back. Repeating it does
 * no harm.
 *
 * @param person as read before the yes was written
 */
export async function reopen(
  yes: OptIn & { readonly channel: AddressedChannel },
  { ledger, profile }: Pick<Person, 'ledger' | 'profile'>,
  occasion: Occasion,
  ports: MailboxPorts,
): Promise<void> {
  const { channel, ...said } = yes;
  if (!explicitBases.some((basis) => basis === said.basis)) return;
  const isBound = channel === 'email' && ledger.mailboxOptOut !== undefined;
  if (!isBound && ledger.suppressed[channel]?.reason !== 'erased') return;
  const address = profile && addressesOf(profile, channel, said.user)[0]?.address;
  if (!address || (said.basis === 'double_opt_in' && !wasNamed(profile, channel, said.at))) return;
  const behind = await ports.addresses.optIn(channel, address, said);
  await mirror({ channel, address }, behind, occasion, ports);
}

/** The channel as one whose addresses are shared; `undefined` for push and in-app. */
export const addressed = (channel: string): AddressedChannel | undefined =>
  addressedChannels.find((known) => known === channel);
