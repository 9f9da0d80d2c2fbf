import type { AddressedChannel } from '../domain/profile.ts';
import type { Occasion } from './ports.ts';
import { type SuppressPorts, suppress } from './suppress.ts';

export interface BounceNews {
  readonly channel: AddressedChannel;
  readonly address: string;
  /** When it bounced, epoch milliseconds. */
  readonly at: number;
}

/** Suppresses an address that bounced elsewhere. What is known of it already stays where it weighs more. */
export async function bounced({ channel, address, at }: BounceNews, occasion: Occasion, ports: SuppressPorts) {
  await suppress(channel, address, { reason: 'bounced', at }, occasion, ports);
}
