import type { Announcement } from '../../domain/announcement.ts';
import type { Decision } from '../../domain/decision.ts';
import { wantIn } from '../../domain/delivery/given-up.ts';
import type { Wake } from '../../domain/journey-rules.ts';
import type { Beside } from '../../domain/ledger/beside.ts';
import { priceOf } from '../../domain/price.ts';
import { schedule } from '../../domain/schedule.ts';
import { touchTally } from '../../domain/tally/touches.ts';
import type { Tally } from '../../domain/tally.ts';
import type { Outcome, SettledTouch, TouchRecord } from '../../domain/touch-record.ts';
import { runAnnouncement } from '../announce.ts';
import type { Attempt } from './attempt.ts';

/** How a touch ended. */
export interface Conclusion
  extends Pick<TouchRecord, 'reason' | 'provider' | 'providerId' | 'content' | 'arm' | 'links'> {
  readonly outcome: Outcome;
  readonly decision: Decision;
}

/** Writes the record and counts it, once; then the bus hears of it. */
export async function conclude(attempt: Attempt, how: Conclusion, wake: Wake): Promise<Wake> {
  const { touch, ports } = attempt;
  await ports.touches.settle(touch, outcomeOf(attempt, how), countsOf(attempt, how));
  return announceOutcome(attempt, how, wake);
}

/** What becomes of the touch, to be written together with a ledger that moves on without having spoken. */
export function concluding(attempt: Attempt, how: Conclusion): Beside {
  const settled = { touch: attempt.touch, outcome: outcomeOf(attempt, how) };
  return { settled, counts: countsOf(attempt, how) };
}

/** Lists a touch that was given up, and tells the bus how it ended. @returns the wake */
export async function announceOutcome(
  attempt: Attempt,
  how: Pick<TouchRecord, 'outcome' | 'reason' | 'provider'>,
  wake: Wake,
): Promise<Wake> {
  await list(attempt, how);
  await attempt.ports.announcer.announce(announcements(attempt, how, wake));
  return wake;
}

/** A touch that no provider took is put on the list of those that somebody may have sent again. */
async function list(
  { touch, about, at, ports }: Attempt,
  { outcome, provider, reason }: Pick<TouchRecord, 'outcome' | 'provider' | 'reason'>,
): Promise<void> {
  const want = outcome === 'failed' && provider !== undefined ? wantIn(reason) : null;
  if (want === null || provider === undefined) return;
  const { journey, channel } = about;
  await ports.givenUp.note({ touch, at, journey, channel, provider, reason: want });
}

const outcomeOf = ({ about, at, run }: Attempt, how: Conclusion): SettledTouch => ({
  ...about,
  ...how,
  at,
  entered: run.since,
});

function countsOf(attempt: Attempt, how: Conclusion): readonly Tally[] {
  const { touch, about, run } = attempt;
  const { outcome, arm } = how;
  const { channel } = about;
  const ending = { step: touch.step, channel, outcome, reason: reasonKey(how), cost: costOf(attempt, how) };
  return [touchTally(touch.user, run, { ...ending, ...(arm !== undefined && { arm }) })];
}

/** Answers again what was answered before, to a retry that did not hear it. */
export async function repeat(attempt: Attempt, record: TouchRecord): Promise<Wake> {
  const { request, context } = attempt;
  const outcome = record.outcome ?? 'unknown';
  const since = {
    at: record.at ?? attempt.now,
    spoke: outcome === 'sent' || outcome === 'ghost' || outcome === 'unknown',
  };
  await rememberAgain(attempt, record);
  const told = { ...attempt, at: record.at ?? attempt.at };
  return announceOutcome(told, { ...record, outcome }, schedule(request.then, since, context));
}

/** What its provider calls a message that was sent: an attempt may have died between the record and this. */
async function rememberAgain({ touch, ports, channel }: Attempt, record: TouchRecord): Promise<void> {
  const { outcome, provider: name, providerId, at } = record;
  if (outcome !== 'sent' || providerId === undefined || at === undefined) return;
  for (const load of ports.providers(channel)) {
    const provider = await load();
    if (provider.name !== name) continue;
    if (!provider.echoes) await ports.messages.remember(provider.name, providerId, touch, at);
    return;
  }
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
