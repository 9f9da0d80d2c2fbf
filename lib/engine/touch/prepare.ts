import type { Envelope } from '../../domain/delivery.ts';
import type { LedgerRun } from '../../domain/ledger.ts';
import { addressesOf } from '../../domain/profile.ts';
import { touchId } from '../../domain/touch-id.ts';
import type { Person } from '../ports.ts';
import type { Attempt } from './attempt.ts';

export interface Prepared {
  /** All but the time of the claim, which is yet to be made. */
  readonly envelope: Omit<Envelope, 'at'>;
  readonly arm?: string;
}

/** Renders before anything is claimed: what cannot be rendered takes no slot. */
export async function prepare(
  { step, channel, purpose, touch, now, ports }: Attempt,
  { profile }: Person,
  run: LedgerRun,
): Promise<Prepared | { readonly reason: string }> {
  if (!step || !profile) return { reason: step ? 'no-profile' : 'no-content' };
  const arm = typeof step.content === 'string' ? undefined : run.arms[step.content.experiment];
  const content = typeof step.content === 'string' ? step.content : step.content.arms[arm ?? ''];
  if (content === undefined || !ports.content.has(run.journey, content)) return { reason: 'no-content' };
  try {
    const rendering = { journey: run.journey, content, touch, profile, run, now, ...(arm !== undefined && { arm }) };
    const { message, unsubscribeUrl } = await ports.content.render(rendering);
    const to = addressesOf(profile, channel, touch.user);
    const envelope = { touchId: touchId(touch), user: touch.user, purpose, to, message };
    return {
      envelope: { ...envelope, ...(unsubscribeUrl !== undefined && { unsubscribeUrl }) },
      ...(arm !== undefined && { arm }),
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'ContentError') return { reason: `content: ${error.message}` };
    throw error;
  }
}
