import type { Hearing, Said } from '../domain/last-word.ts';
import type { Suppression } from '../domain/ledger.ts';
import type { AddressedChannel } from '../domain/profile.ts';
import type { AddressBook, Occasion, People, Person } from './ports.ts';
import { changeLedger, unlessErased } from './race.ts';

export interface SuppressPorts {
  readonly people: Pick<People, 'read' | 'writeLedger'>;
  readonly addresses: AddressBook;
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
  { people, addresses }: SuppressPorts,
): Promise<readonly string[]> {
  const users = await addresses.suppress(channel, address, suppression);
  for (const user of users) await mirror(channel, suppression, user, occasion, people);
  return users;
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
  { people, addresses }: SuppressPorts,
): Promise<Hearing & { readonly users: readonly string[]; readonly suppression: Suppression | null }> {
  const heard = await addresses.hear(channel, address, said);
  for (const user of heard.users) await mirror(channel, heard.suppression, user, occasion, people);
  return heard;
}

/** Makes one ledger say what its person's address says: suppressed, or not. */
export async function mirror(
  channel: AddressedChannel,
  suppression: Suppression | null,
  user: string,
  occasion: Occasion,
  people: SuppressPorts['people'],
): Promise<void> {
  const change = ({ ledger }: Pick<Person, 'ledger'>) => {
    const known = ledger.suppressed[channel];
    if (known?.reason === suppression?.reason && known?.at === suppression?.at) return null;
    const { [channel]: _before, ...others } = ledger.suppressed;
    return { ...ledger, suppressed: suppression ? { ...others, [channel]: suppression } : others };
  };
  // Whoever is being erased is about to be taken off the address.
  await unlessErased(() => changeLedger(people, occasion, user, change));
}
