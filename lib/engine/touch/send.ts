import { giveBack, giveBackClosed } from '../../domain/claim.ts';
import type { Decision } from '../../domain/decision.ts';
import { misconfigured } from '../../domain/delivery/given-up.ts';
import { defaultPatience, nextTry } from '../../domain/delivery/patience.ts';
import type { Envelope } from '../../domain/delivery.ts';
import type { Wake } from '../../domain/journey-rules.ts';
import type { Beside } from '../../domain/ledger/beside.ts';
import type { LedgerRun } from '../../domain/ledger.ts';
import { addressedChannels, withoutAddresses } from '../../domain/profile.ts';
import { schedule } from '../../domain/schedule.ts';
import { heldTally } from '../../domain/tally/touches.ts';
import { touchId } from '../../domain/touch-id.ts';
import { isDoubted } from '../../domain/touch-record.ts';
import { touchTimeoutMs } from '../ports.ts';
import { changeProfileOf, decideOnLedger, unlessErased } from '../race.ts';
import { Hold } from '../signals.ts';
import { suppress } from '../suppress.ts';
import { withdraw } from '../withdraw.ts';
import type { Attempt } from './attempt.ts';
import { deliver } from './deliver.ts';
import type { Prepared } from './prepare.ts';
import { announceOutcome, type Conclusion, conclude, concluding } from './record.ts';

/** Sends what is claimed, once, and records what came of it. */
export async function send(
  attempt: Attempt,
  { envelope, content, arm, links }: Prepared,
  decision: Decision,
  run: LedgerRun,
): Promise<Wake> {
  const { request, context, at } = attempt;
  const spoke = schedule(request.then, { at, spoke: true }, context);
  const said = { content, ...(arm !== undefined && { arm }) };
  if (run.group === 'control') return conclude(attempt, { outcome: 'ghost', decision, ...said }, spoke);
  // Whoever gets the message may tap at once.
  if (links.length > 0) await attempt.ports.links.store(links, attempt.touch, at);
  const { delivery, provider, dead } = await deliver(attempt, { ...envelope, at });
  const from = { provider: provider.name, decision, ...said, ...(links.length > 0 && { links: links.length }) };
  switch (delivery.verdict) {
    case 'accepted': {
      await forget(attempt, dead);
      const { providerId } = delivery;
      const wake = await conclude(attempt, { outcome: 'sent', providerId, ...from }, spoke);
      // After the record, by which an erasure finds it; a retry that finds the record does this again.
      if (!provider.echoes) await attempt.ports.messages.remember(provider.name, providerId, attempt.touch, at);
      return wake;
    }
    case 'refused':
      await forget(attempt, dead);
      if (delivery.reason === 'unsubscribed') await optOut(attempt, envelope, provider.name);
      return unsent(attempt, { ...from, reason: delivery.reason });
    case 'unavailable':
      await forget(attempt, dead);
      return unavailable(attempt, from, delivery.reason);
    case 'misconfigured':
      await forget(attempt, dead);
      return unavailable(attempt, from, misconfigured(delivery.reason));
    case 'in-doubt':
      await forget(attempt, dead);
      // Transactional may be claimed once more, when this claim has grown old without an outcome.
      if (attempt.purpose === 'transactional' && run.claim?.attempt === 1 && !(await isLast(attempt)))
        throw new Hold(at + touchTimeoutMs);
      return conclude(attempt, { outcome: 'unknown', reason: 'in-doubt', ...from }, spoke);
  }
}

/** Whether an earlier attempt was in doubt and tried again: this one was the second, though its claim is a new one. */
const isLast = async ({ touch, ports }: Attempt): Promise<boolean> => isDoubted(await ports.touches.read(touch));

type From = Pick<Conclusion, 'content' | 'arm' | 'links' | 'decision'> & { readonly provider: string };

/** Proven not sent, for good: the slot goes back, and a ladder's next rung is due at once. */
async function unsent(attempt: Attempt, from: From & { readonly reason: string }): Promise<Wake> {
  const wake = schedule(attempt.request.then, { at: attempt.at, spoke: false }, attempt.context);
  const how = { outcome: 'failed', ...from } as const;
  const released = await release(attempt, wake, (run) => concluding({ ...attempt, run }, how));
  return released ? announceOutcome(attempt, how, wake) : conclude(attempt, how, wake);
}

/** Proven not sent, by nobody: the slot goes back and the same step is tried again while the patience lasts. */
async function unavailable(attempt: Attempt, from: From, reason: string): Promise<Wake> {
  const { now, about, run, touch, channel, ports } = attempt;
  const held = (await ports.touches.read(touch))?.held;
  const earlier = held?.decisions.find((decision) => decision.reason === 'provider-unavailable');
  // A hold of before there was a `since` counts from itself: rather too long than too short.
  const since = earlier?.since ?? earlier?.at ?? now;
  const waiting = { touch: touchId(touch), tries: held?.unavailable ?? 0, now, until: lastMoment(attempt, since) };
  const until = nextTry(waiting);
  // The second attempt proved that it was not accepted; of the first, nobody knows.
  const doubted = earlier?.doubted ?? (run.claim?.attempt === 2 ? true : undefined);
  if (until === null && doubted) {
    const wake = schedule(attempt.request.then, { at: attempt.at, spoke: true }, attempt.context);
    return conclude(attempt, { outcome: 'unknown', ...from, reason: 'in-doubt' }, wake);
  }
  if (until === null) return unsent(attempt, { ...from, reason });
  const { tried } = from.decision;
  const decision = {
    verdict: 'hold',
    reason: 'provider-unavailable',
    at: now,
    until,
    since,
    tried,
    ...(doubted && { doubted }),
  } as const;
  const hold = { ...about, decision };
  const counts = [heldTally(touch.user, run, channel, decision.reason)];
  const released = await release(attempt, until, () => ({ held: { touch, hold }, counts }));
  if (!released) await ports.touches.hold(touch, hold, counts);
  await ports.announcer.announce([attempt.say('held', { reason: 'provider-unavailable', provider: from.provider })]);
  throw new Hold(until);
}

/** When trying ends. Marketing makes no sense any more once its run's goal can no longer be reached. */
function lastMoment({ purpose, run, ports }: Attempt, since: number): number {
  const end = since + (ports.program.patience ?? defaultPatience)[purpose];
  const senseless = purpose === 'marketing' ? run.goal?.until : undefined;
  return senseless === undefined ? end : Math.min(end, senseless);
}

/**
 * Gives the slot back, and writes what becomes of the touch with it: whatever dies, a claim that is given back has its
 * reason, and one that has a reason is given back.
 *
 * @param wake what follows, or when the same step is to be tried again, epoch milliseconds
 * @param besideOf what is written with the run as it is then
 * @returns false when a conversion or an opt-out closed the run meanwhile: closed stays closed, and only the slot is free
 */
function release(attempt: Attempt, wake: Wake | number, besideOf: (run: LedgerRun) => Beside): Promise<boolean> {
  const { request, touch, at, channel, ports } = attempt;
  const move = { step: request.step, at, invocation: ports.occasion.invocation, channel, wake };
  return decideOnLedger(ports.people, ports.occasion, touch.user, ({ ledger }) => {
    const run = ledger.runs[touch.run];
    if (!run) return { answer: false };
    if (run.ended && run.ended.why !== 'done') {
      const given = giveBackClosed(ledger, run, request.step);
      return given === ledger ? { answer: false } : { answer: false, ledger: given };
    }
    const given = giveBack(ledger, run, move);
    return { answer: true, ledger: given, beside: besideOf(given.runs[run.id] ?? run) };
  });
}

/** The provider knows of a no that we had not heard: it holds for the address, and for everybody behind it. */
export async function optOut(
  { channel, touch, at, ports }: Attempt,
  { to }: Pick<Envelope, 'to'>,
  provider: string,
): Promise<void> {
  const { occasion } = ports;
  const users = new Set([touch.user]);
  const addressed = addressedChannels.find((known) => known === channel);
  if (addressed) {
    for (const { address } of to) {
      const refused = { reason: 'unsubscribed', at } as const;
      for (const user of await suppress(addressed, address, refused, occasion, ports)) users.add(user);
    }
  }
  const said = { channel, purpose: 'marketing', at, source: `${provider}: opted out`, event: touchId(touch) } as const;
  for (const user of users) await unlessErased(() => withdraw({ user, ...said }, occasion, ports));
}

/** Takes addresses that lead nowhere off the profile. */
export async function forget({ channel, touch, ports }: Attempt, dead: readonly string[] = []): Promise<void> {
  if (dead.length === 0) return;
  await changeProfileOf(ports.people, ports.occasion, touch.user, (profile) =>
    profile ? withoutAddresses(profile, channel, dead) : null,
  );
}
