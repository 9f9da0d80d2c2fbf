import type { Announcement } from '../../domain/announcement.ts';
import type { Decision } from '../../domain/decision.ts';
import { wantIn } from '../../domain/delivery/given-up.ts';
import type { Wake } from '../../domain/journey-rules.ts';
import { priceOf } from '../../domain/price.ts';
import { schedule } from '../../domain/schedule.ts';
import { touchTally } from '../../domain/tally/touches.ts';
import type { Outcome, TouchRecord } from '../../domain/touch-record.ts';
import { runAnnouncement } from '../announce.ts';
import type { Attempt } from './attempt.ts';

/** How a touch ended. */
export interface Conclusion
  extends Pick<TouchRecord, 'reason' | 'provider' | 'providerId' | 'content' | 'arm' | 'links'> {
  readonly outcome: Outcome;
  readonly decision: Decision;
}

/** Writes the record; whoever wrote it first counts it; the bus hears of it. */
export async function conclude(attempt: Attempt, how: Conclusion, wake: Wake): Promise<Wake> {
  const { touch, about, at, ports } = attempt;
  const first = await ports.touches.settle(touch, { ...about, ...how, at, entered: attempt.run.since });
  if (first) {
    const { outcome, arm } = how;
    const { channel } = about;
    const ending = { step: touch.step, channel, outcome, reason: reasonKey(how), cost: costOf(attempt, how) };
    await ports.tallies.add(touchTally(touch.user, attempt.run, { ...ending, ...(arm !== undefined && { arm }) }));
  }
  await list(attempt, how, at);
  await ports.announcer.announce(announcements(attempt, how, wake));
  return wake;
}

/** A touch that no provider took is put on the list of those that somebody may have sent again. */
async function list(
  { touch, about, ports }: Attempt,
  { outcome, provider, reason }: Pick<TouchRecord, 'outcome' | 'provider' | 'reason'>,
  at: number,
): Promise<void> {
  const want = outcome === 'failed' && provider !== undefined ? wantIn(reason) : null;
  if (want === null || provider === undefined) return;
  const { journey, channel } = about;
  await ports.givenUp.note({ touch, at, journey, channel, provider, reason: want });
}

/** Answers again what was answered before, to a retry that did not hear it. */
export async function repeat(attempt: Attempt, record: TouchRecord): Promise<Wake> {
  const { request, context, ports } = attempt;
  const outcome = record.outcome ?? 'unknown';
  const since = {
    at: record.at ?? attempt.now,
    spoke: outcome === 'sent' || outcome === 'ghost' || outcome === 'unknown',
  };
  const wake = schedule(request.then, since, context);
  if (record.at !== undefined) await list(attempt, { ...record, outcome }, record.at);
  await ports.announcer.announce(announcements(attempt, { ...record, outcome }, wake));
  return wake;
}

function announcements(
  { say, touch, about, request }: Attempt,
  how: Pick<TouchRecord, 'outcome' | 'reason' | 'provider'>,
  wake: Wake,
): Announcement[] {
  const provider = how.provider === undefined ? {} : { provider: how.provider };
  const reason = how.reason === undefined ? {} : { reason: how.reason };
  const ended =
    wake.branch === 'end' ? [runAnnouncement('ended', touch.user, { id: request.run.id, ...about }, 'done')] : [];
  switch (how.outcome) {
    case 'sent':
      return [say('sent', provider), ...ended];
    case 'ghost':
      return [say('skipped', { reason: 'control' }), ...ended];
    case 'skipped':
      return [say('skipped', reason), ...ended];
    default:
      return [say('failed', { ...provider, reason: how.reason ?? 'in-doubt' }), ...ended];
  }
}

/** In doubt, a message is paid for all the same: rather too much than too little. */
export function costOf({ about: { channel }, context, ports }: Attempt, { outcome, provider }: Conclusion): number {
  if (provider === undefined || (outcome !== 'sent' && outcome !== 'unknown')) return 0;
  return priceOf(ports.program.prices, { channel, provider, country: context.profile?.country });
}

/** A reason as a counter's name: bounded, whatever a template's error says. */
const reasonKey = ({ reason = 'unknown' }: Conclusion) => reason.split(':')[0] ?? 'unknown';
