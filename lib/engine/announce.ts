import type { Announcement } from '../domain/announcement.ts';
import type { LedgerRun } from '../domain/ledger.ts';
import { type TouchRef, touchId } from '../domain/touch-id.ts';
import type { TouchRecord } from '../domain/touch-record.ts';

/** What the bus hears of a touch: ids, and why. */
export function touchAnnouncement(
  kind: 'sent' | 'skipped' | 'held' | 'failed' | 'delivered' | 'opened' | 'clicked' | 'bounced' | 'complained',
  touch: TouchRef,
  {
    journey,
    channel,
    group,
    provider,
    reason,
  }: Pick<TouchRecord, 'journey' | 'channel' | 'group' | 'provider' | 'reason'>,
): Announcement {
  return {
    type: `touch.${kind}`,
    detail: {
      userId: touch.user,
      touchId: touchId(touch),
      run: touch.run,
      journey,
      step: touch.step,
      channel,
      ...(provider && { provider }),
      group,
      ...(reason && { reason }),
    },
  };
}

/** What the bus hears of a run. */
export function runAnnouncement(
  kind: 'started' | 'converted' | 'ended',
  user: string,
  { id, journey, group }: Pick<LedgerRun, 'id' | 'journey' | 'group'>,
  reason?: string,
): Announcement {
  return { type: `run.${kind}`, detail: { userId: user, run: id, journey, group, ...(reason && { reason }) } };
}
