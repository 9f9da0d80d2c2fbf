import type { AddressedChannel } from '../profile.ts';

/** That somebody let an address be written to again. */
export interface Reinstatement {
  readonly channel: AddressedChannel;
  readonly address: string;
  readonly reason: string;
  /** Who decided. */
  readonly by: string;
  /** Where it can be shown. */
  readonly evidence?: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The event that told us. */
  readonly event: string;
}
