import type { Envelope } from '../../domain/delivery.ts';
import type { LedgerRun } from '../../domain/ledger.ts';
import type { ShortLink } from '../../domain/link.ts';
import { addressesOf, inConversation } from '../../domain/profile.ts';
import { touchId } from '../../domain/touch-id.ts';
import type { Person } from '../ports.ts';
import type { Attempt } from './attempt.ts';

export interface Prepared {
  /** All but the time of the claim, which is yet to be made. */
  readonly envelope: Omit<Envelope, 'at'>;
  /** Name of what is said. */
  readonly content: string;
  /** To be stored before the message leaves. */
  readonly links: readonly ShortLink[];
  readonly arm?: string;
}

/** Why there is nothing to send, and whether that is a rule's doing or a fault. */
export interface Unprepared {
  readonly outcome: 'skipped' | 'failed';
  readonly reason: string;
}

const failed = (reason: string): Unprepared => ({ outcome: 'failed', reason });

/** Renders before anything is claimed: what cannot be rendered takes no slot. */
export async function prepare(
  { step, channel, purpose, touch, now, live, ports }: Attempt,
  { profile }: Person,
  run: LedgerRun,
): Promise<Prepared | Unprepared> {
  if (!step || !profile) return failed(step ? 'no-profile' : 'no-content');
  const arm = typeof step.content === 'string' ? undefined : run.arms[step.content.experiment];
  const content = typeof step.content === 'string' ? step.content : step.content.arms[arm ?? ''];
  if (content === undefined) return failed('no-content');
  const said = { journey: run.journey, content, ...(live?.version !== undefined && { version: live.version }) };
  if (!ports.content.has(said)) return failed('no-content');
  const conversation = inConversation(profile, now);
  if (!conversation && ports.content.isFreeText(said)) {
    return { outcome: 'skipped', reason: 'outside-conversation' };
  }
  try {
    const words = { ...said, conversation, ...(arm !== undefined && { arm }) };
    const { message, unsubscribeUrl, links } = await ports.content.render({ ...words, touch, profile, run, now });
    const to = addressesOf(profile, channel, touch.user);
    const envelope = { touchId: touchId(touch), user: touch.user, purpose, to, message };
    return {
      envelope: { ...envelope, ...(unsubscribeUrl !== undefined && { unsubscribeUrl }) },
      content,
      links,
      ...(arm !== undefined && { arm }),
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'ContentError') return failed(`content: ${error.message}`);
    throw error;
  }
}
