import type { Suppression } from '../domain/ledger.ts';
import type { AddressedChannel } from '../domain/profile.ts';
import type { AddressBook, Occasion } from './ports.ts';
import { type SuppressPorts, suppress } from './suppress.ts';

export interface BouncePorts extends SuppressPorts {
  readonly addresses: AddressBook & {
    /** Whether an address may be written to. */
    look(channel: AddressedChannel, address: string): Promise<Suppression | null>;
  };
}

export interface BounceNews {
  readonly channel: AddressedChannel;
  readonly address: string;
  /** When it bounced, epoch milliseconds. */
  readonly at: number;
}

/**
 * Suppresses an address that bounced elsewhere. A complaint, an erasure and an earlier bounce stay, so that several reports
 * end the same in whatever order they come; a STOP gives way, because a START would take it back.
 */
export async function bounced({ channel, address, at }: BounceNews, occasion: Occasion, ports: BouncePorts) {
  const known = await ports.addresses.look(channel, address);
  const isWeightier = known?.reason === 'complained' || known?.reason === 'erased';
  if (isWeightier || (known?.reason === 'bounced' && known.at <= at)) return;
  await suppress(channel, address, { reason: 'bounced', at }, occasion, ports);
}
