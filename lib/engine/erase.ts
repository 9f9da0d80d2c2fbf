import { isOpen } from '../domain/ledger.ts';
import { addressedChannels, addressesOf } from '../domain/profile.ts';
import type { AddressBook, Erasures, Executions, People } from './ports.ts';

export interface ErasePorts {
  readonly people: Pick<People, 'read' | 'erase'>;
  readonly addresses: AddressBook;
  readonly erasures: Pick<Erasures, 'remember'>;
  readonly executions: Pick<Executions, 'stop'>;
}

/**
 * Forgets a person: open runs stop, everything under their id goes, and news from before is not taken for new. Of each
 * address that was theirs alone a keyed hash stays behind, suppressed, so that importing them again does not write to
 * them again.
 *
 * @param at when they asked for it, epoch milliseconds
 */
export async function erase({ user, at }: { user: string; at: number }, ports: ErasePorts): Promise<void> {
  const { ledger, profile } = await ports.people.read(user);
  // Before anything goes: what is told again from before this moment must find it.
  await ports.erasures.remember(user, at);
  // The ledger goes first: without it, no touch can be claimed.
  await ports.people.erase(user);
  for (const run of Object.values(ledger.runs).filter(isOpen)) await ports.executions.stop(run, 'erased');
  if (!profile) return;
  for (const channel of addressedChannels) {
    const address = addressesOf(profile, channel, user)[0]?.address;
    if (address === undefined) continue;
    const others = await ports.addresses.release(channel, address, user);
    if (others.length === 0) await ports.addresses.suppress(channel, address, { reason: 'erased', at });
  }
}
