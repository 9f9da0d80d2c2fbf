import type { Channel } from '../domain/channel.ts';
import type { Suppression } from '../domain/ledger.ts';
import { defaultSoftBounces, type SoftBounce, softBouncesWith } from '../domain/mailbox/soft-bounces.ts';
import { type AddressedChannel, addressesOf } from '../domain/profile.ts';
import type { Program } from '../domain/program.ts';
import { type TouchRef, touchId } from '../domain/touch-id.ts';
import type { Occasion, People, Touches } from './ports.ts';
import { race } from './race.ts';
import { mirror } from './suppress.ts';

/** Messages that an address turned away in a row, kept beside whose it is. */
export interface SoftBounces {
  read(channel: AddressedChannel, address: string): Promise<Mailbox & { readonly inRow: readonly SoftBounce[] }>;
  /**
   * Writes the row, and with `suppress` the suppression that it comes to.
   *
   * @param before the row as it was read
   * @returns false when somebody wrote in between, or suppressed the address
   */
  write(
    channel: AddressedChannel,
    address: string,
    before: readonly SoftBounce[],
    after: { readonly inRow: readonly SoftBounce[]; readonly suppress?: Suppression },
  ): Promise<boolean>;
  /** Takes the suppression by soft bounces back, and no other, unless it is younger than `at`. @returns what holds now */
  lift(channel: AddressedChannel, address: string, at: number): Promise<Mailbox>;
  /** When a message on this channel was last delivered to this person, at or after `since`. */
  lastDelivered(user: string, channel: Channel, since: number): Promise<number | undefined>;
}

interface Mailbox {
  readonly users: readonly string[];
  readonly suppression: Suppression | null;
}

export interface SoftBouncePorts {
  readonly program: Pick<Program, 'softBounces'>;
  readonly people: Pick<People, 'read' | 'writeLedger'>;
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
 * the count anew.
 */
export async function countSoftBounce(
  { channel, address, touch, at }: TurnedAway,
  occasion: Occasion,
  { program, people, softBounces }: SoftBouncePorts,
): Promise<void> {
  const rule = program.softBounces ?? defaultSoftBounces;
  const bounce = { touch: touchId(touch), at };
  const suppressed = await race<Mailbox>('an address', occasion, async () => {
    const { users, suppression, inRow: before } = await softBounces.read(channel, address);
    if (suppression) return { users, suppression };
    let inRow = softBouncesWith(before, bounce, rule);
    const [first] = inRow;
    if (first && inRow.length >= rule.max) {
      const delivered = await Promise.all(users.map((user) => softBounces.lastDelivered(user, channel, first.at)));
      inRow = softBouncesWith(before, bounce, rule, Math.max(...delivered.map((last) => last ?? 0), 0));
    }
    const isFull = inRow.length >= rule.max;
    const suppress = { reason: 'soft-bounced', at } as const;
    const written = await softBounces.write(channel, address, before, isFull ? { inRow: [], suppress } : { inRow });
    return written ? { users, suppression: isFull ? suppress : null } : null;
  });
  if (suppressed.suppression?.reason !== 'soft-bounced') return;
  // Also when an earlier attempt suppressed it and died before it told the ledgers.
  for (const user of suppressed.users) await mirror(channel, suppressed.suppression, user, occasion, people);
}

/** A person opened or clicked: their mailbox is alive, and what soft bounces had closed is open again. */
export async function liftSoftBounces(
  touch: TouchRef,
  at: number,
  occasion: Occasion,
  { people, touches, softBounces }: SoftBouncePorts,
): Promise<void> {
  const { ledger, profile } = await people.read(touch.user);
  const closed = Object.entries(ledger.suppressed).filter(([, { reason }]) => reason === 'soft-bounced');
  if (!profile || closed.length === 0) return;
  const channel = (await touches.read(touch))?.channel;
  if (channel === undefined || channel === 'push' || channel === 'inapp') return;
  if (!closed.some(([name]) => name === channel)) return;
  for (const { address } of addressesOf(profile, channel, touch.user)) {
    const { users, suppression } = await softBounces.lift(channel, address, at);
    if (suppression?.reason === 'soft-bounced') continue;
    for (const user of new Set([...users, touch.user])) await mirror(channel, suppression, user, occasion, people);
  }
}
