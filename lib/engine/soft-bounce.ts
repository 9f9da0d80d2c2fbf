import type { Channel } from '../domain/channel.ts';
import { defaultSoftBounces, type SoftBounce, softBouncesWith } from '../domain/mailbox/soft-bounces.ts';
import { type AddressedChannel, addressesOf } from '../domain/profile.ts';
import type { Program } from '../domain/program.ts';
import { type TouchRef, touchDigest } from '../domain/touch-id.ts';
import type { Occasion, Touches } from './ports.ts';
import { race } from './race.ts';
import { mirror, type SuppressPorts, suppress } from './suppress.ts';

/** Messages that an address turned away in a row, kept beside whose it is. */
export interface SoftBounces {
  /** The people behind the address, and the row. */
  read(
    channel: AddressedChannel,
    address: string,
  ): Promise<{ readonly users: readonly string[]; readonly inRow: readonly SoftBounce[] }>;
  /** @param before the row as it was read @returns false when somebody wrote in between */
  write(
    channel: AddressedChannel,
    address: string,
    before: readonly SoftBounce[],
    inRow: readonly SoftBounce[],
  ): Promise<boolean>;
  /** Begins the row anew. */
  clear(channel: AddressedChannel, address: string): Promise<void>;
  /** When a message on this channel was last delivered to this person, at or after `since`. */
  lastDelivered(user: string, channel: Channel, since: number): Promise<number | undefined>;
}

export interface SoftBouncePorts extends SuppressPorts {
  readonly program: Pick<Program, 'softBounces'>;
  readonly touches: Pick<Touches, 'read'>;
  readonly softBounces: SoftBounces;
}

/** An address that turned a message away, and may take the next. */
export interface TurnedAway {
  readonly channel: AddressedChannel;
  readonly address: string;
  readonly touch: TouchRef;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Counts a soft bounce. The address that has turned away as many messages in a row as the program allows is suppressed,
 * for everybody behind it, until one of them opens or clicks, or somebody reinstates it. A delivery in between begins
 * the count anew. A full row stays until then, so that whoever comes after an attempt that died suppresses it.
 */
export async function countSoftBounce(
  { channel, address, touch, at }: TurnedAway,
  occasion: Occasion,
  ports: SoftBouncePorts,
): Promise<void> {
  const { program, softBounces } = ports;
  const rule = program.softBounces ?? defaultSoftBounces;
  const bounce = { touch: touchDigest(touch), at };
  const inRow = await race<readonly SoftBounce[]>('an address', occasion, async () => {
    const { users, inRow: before } = await softBounces.read(channel, address);
    let row = softBouncesWith(before, bounce, rule);
    const [first] = row;
    if (first && row.length >= rule.max) {
      const delivered = await Promise.all(users.map((user) => softBounces.lastDelivered(user, channel, first.at)));
      row = softBouncesWith(before, bounce, rule, Math.max(...delivered.map((last) => last ?? 0), 0));
    }
    return (await softBounces.write(channel, address, before, row)) ? row : null;
  });
  const latest = inRow.at(-1);
  if (!latest || inRow.length < rule.max) return;
  await suppress(channel, address, { reason: 'soft-bounced', at: latest.at }, occasion, ports);
}

/** A person opened or clicked: their mailbox is alive, and what soft bounces had closed is open again. */
export async function liftSoftBounces(
  touch: TouchRef,
  at: number,
  occasion: Occasion,
  ports: SoftBouncePorts,
): Promise<void> {
  const { ledger, profile } = await ports.people.read(touch.user);
  const closed = Object.entries(ledger.suppressed).filter(([, { reason }]) => reason === 'soft-bounced');
  if (!profile || closed.length === 0) return;
  const channel = (await ports.touches.read(touch))?.channel;
  if (channel === undefined || channel === 'push' || channel === 'inapp') return;
  if (!closed.some(([name]) => name === channel)) return;
  for (const { address } of addressesOf(profile, channel, touch.user)) {
    await ports.softBounces.clear(channel, address);
    const behind = await ports.addresses.taking(channel, address, at);
    await mirror({ channel, address }, behind, occasion, ports);
  }
}
