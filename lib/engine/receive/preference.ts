import type { Occasion } from '../ports.ts';
import { unlessErased } from '../race.ts';
import type { ReceivePorts } from '../receive.ts';
import { withdraw } from '../withdraw.ts';
import { answersForMs } from './text.ts';

/** What evidence says of a no that somebody told WhatsApp, in its own settings. */
export const preferenceSource = 'stopped marketing messages in WhatsApp';

/** Somebody stopped marketing messages in WhatsApp's own settings. */
export interface MarketingStopped {
  readonly channel: 'whatsapp';
  /** E.164, or a business-scoped id. */
  readonly address: string;
  /** When they did, epoch milliseconds. */
  readonly at: number;
  /** What WhatsApp calls it. */
  readonly wording?: string;
  /** The event that told us. */
  readonly event: string;
}

/**
 * Withdraws the consent to marketing on WhatsApp of everybody behind the number. Messages that people need still reach
 * it: the settings say so.
 *
 * @returns who they are
 */
export async function stopMarketing(
  { channel, address, at, wording, event }: MarketingStopped,
  occasion: Occasion,
  ports: Pick<ReceivePorts, 'people' | 'evidence' | 'addresses' | 'touches'>,
): Promise<readonly string[]> {
  const users = await ports.addresses.users(channel, address);
  for (const user of users) {
    const said = { channel, purpose: 'marketing', at, source: preferenceSource, event } as const;
    const no = { user, ...said, ...(wording !== undefined && { wording }) };
    // It counts against the touch that it most likely answers.
    const answered = () => ports.touches.latest(user, channel, at - answersForMs);
    await unlessErased(() => withdraw(no, occasion, ports, answered));
  }
  return users;
}
