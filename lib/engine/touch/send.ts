import { giveBack } from '../../domain/claim.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import type { Wake } from '../../domain/journey-rules.ts';
import type { Beside } from '../../domain/ledger/beside.ts';
import type { LedgerRun } from '../../domain/ledger.ts';
import { addressedChannels, withoutAddresses } from '../../domain/profile.ts';
import { schedule } from '../../domain/schedule.ts';
import { heldTally } from '../../domain/tally/touches.ts';
import { touchId } from '../../domain/touch-id.ts';
import { touchTimeoutMs } from '../ports.ts';
import { changeProfileOf, decideOnLedger, unlessErased } from '../race.ts';
import { Hold } from '../signals.ts';
import { suppress } from '../suppress.ts';
import { withdraw } from '../withdraw.ts';
import type { Attempt } from './attempt.ts';
import type { Prepared } from './prepare.ts';
import { announceOutcome, type Conclusion, conclude, concluding } from './record.ts';

/** How long to wait when every provider proved unavailable, by how often that was so before; then the touch fails. */
const patienceMs = [60_000, 5 * 60_000, 30 * 60_000];

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
  const { delivery, provider } = await deliver(attempt, { ...envelope, at });
  const from = { provider: provider.name, decision, ...said, ...(links.length > 0 && { links: links.length }) };
  switch (delivery.verdict) {
    case 'accepted':
      // Before the record, so that whatever dies in between, feedback still finds its touch.
      if (!provider.echoes)
        await attempt.ports.messages.remember(provider.name, delivery.providerId, attempt.touch, at);
      await forget(attempt, delivery.dead);
      return conclude(attempt, { outcome: 'sent', providerId: delivery.providerId, ...from }, spoke);
    case 'refused':
      await forget(attempt, delivery.dead);
      if (delivery.reason === 'unsubscribed') await optOut(attempt, envelope, provider.name);
      return unsent(attempt, { ...from, reason: delivery.reason });
    case 'unavailable':
      return unavailable(attempt, from, delivery.reason);
    case 'in-doubt':
      // Transactional may be claimed once more, when this claim has grown old without an outcome.
      if (attempt.purpose === 'transactional' && run.claim?.attempt === 1) throw new Hold(at + touchTimeoutMs);
      return conclude(attempt, { outcome: 'unknown', reason: 'in-doubt', ...from }, spoke);
  }
}

interface Answer {
  readonly delivery: Delivery;
  readonly provider: Provider;
}

/**
 * The first provider that neither proves itself unavailable nor knows no way to this person decides. When all pass,
 * one that is unavailable stands for them: what it may carry later is not lost for another's knowing no way.
 */
async function deliver({ channel, now, ports }: Attempt, envelope: Envelope): Promise<Answer> {
  let passed: Answer | undefined;
  for (const load of ports.providers(channel)) {
    // A provider that is asked too late would leave a doubt where there is none yet.
    if (passed && ports.occasion.now() - now > touchTimeoutMs / 2) break;
    const provider = await load();
    const answer = { delivery: await provider.send(envelope), provider };
    const { verdict } = answer.delivery;
    if (verdict !== 'unavailable' && !knowsNoWay(answer.delivery)) return answer;
    if (passed === undefined || verdict === 'unavailable') passed = answer;
  }
  if (!passed) throw new Error(`no provider for ${channel}: the program must name at least one`);
  return passed;
}

const knowsNoWay = (delivery: Delivery): boolean =>
  delivery.verdict === 'refused' && delivery.reason === 'unreachable' && !delivery.dead?.length;

type From = Pick<Conclusion, 'content' | 'arm' | 'links' | 'decision'> & { readonly provider: string };

/** Proven not sent, for good: the slot goes back, and a ladder's next rung is due at once. */
async function unsent(attempt: Attempt, from: From & { readonly reason: string }): Promise<Wake> {
  const wake = schedule(attempt.request.then, { at: attempt.at, spoke: false }, attempt.context);
  const how = { outcome: 'failed', ...from } as const;
  const released = await release(attempt, wake, (run) => concluding({ ...attempt, run }, how));
  return released ? announceOutcome(attempt, how, wake) : conclude(attempt, how, wake);
}

/** Proven not sent, by nobody: the slot goes back and the same step is tried again, a few times. */
async function unavailable(attempt: Attempt, from: From, reason: string): Promise<Wake> {
  const { touch, about, run, channel, ports } = attempt;
  const before = (await ports.touches.read(touch))?.held?.unavailable ?? 0;
  const patience = patienceMs[before];
  if (patience === undefined) return unsent(attempt, { ...from, reason });
  const until = attempt.now + patience;
  const { tried } = from.decision;
  const decision = { verdict: 'hold', reason: 'provider-unavailable', at: attempt.now, until, tried } as const;
  const hold = { ...about, decision };
  const counts = [heldTally(touch.user, run, channel, decision.reason)];
  const released = await release(attempt, until, () => ({ held: { touch, hold }, counts }));
  if (!released) await ports.touches.hold(touch, hold, counts);
  await ports.announcer.announce([attempt.say('held', { reason: 'provider-unavailable', provider: from.provider })]);
  throw new Hold(until);
}

/**
 * Gives the slot back, and writes what becomes of the touch with it: whatever dies, a claim that is given back has its
 * reason, and one that has a reason is given back.
 *
 * @param wake what follows, or when the same step is to be tried again, epoch milliseconds
 * @param besideOf what is written with the run as it is then
 * @returns false when a conversion or an opt-out closed the run meanwhile: closed stays closed, and nothing is written
 */
function release(attempt: Attempt, wake: Wake | number, besideOf: (run: LedgerRun) => Beside): Promise<boolean> {
  const { request, touch, at, channel, ports } = attempt;
  const move = { step: request.step, at, invocation: ports.occasion.invocation, channel, wake };
  return decideOnLedger(ports.people, ports.occasion, touch.user, ({ ledger }) => {
    const run = ledger.runs[touch.run];
    if (!run || (run.ended && run.ended.why !== 'done')) return { answer: false };
    const given = giveBack(ledger, run, move);
    return { answer: true, ledger: given, beside: besideOf(given.runs[run.id] ?? run) };
  });
}

/** The provider knows of a no that we had not heard: it holds for the address, and for everybody behind it. */
async function optOut(
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
async function forget({ channel, touch, ports }: Attempt, dead: readonly string[] = []): Promise<void> {
  if (dead.length === 0) return;
  await changeProfileOf(ports.people, ports.occasion, touch.user, (profile) =>
    profile ? withoutAddresses(profile, channel, dead) : null,
  );
}
