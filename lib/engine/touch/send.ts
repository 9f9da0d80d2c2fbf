import { giveBack } from '../../domain/claim.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Delivery, Envelope } from '../../domain/delivery.ts';
import type { Wake } from '../../domain/journey-rules.ts';
import type { LedgerRun } from '../../domain/ledger.ts';
import { withoutAddresses } from '../../domain/profile.ts';
import { schedule } from '../../domain/schedule.ts';
import { heldTally } from '../../domain/tally/touches.ts';
import { touchTimeoutMs } from '../ports.ts';
import { changeLedger, changeProfileOf } from '../race.ts';
import { Hold } from '../signals.ts';
import type { Attempt } from './attempt.ts';
import type { Prepared } from './prepare.ts';
import { type Conclusion, conclude } from './record.ts';

/** How long to wait when every provider proved unavailable, by how often that was so before; then the touch fails. */
const patienceMs = [60_000, 5 * 60_000, 30 * 60_000];

/** Sends what is claimed, once, and records what came of it. */
export async function send(
  attempt: Attempt,
  { envelope, content, arm }: Prepared,
  decision: Decision,
  run: LedgerRun,
): Promise<Wake> {
  const { request, context, at } = attempt;
  const spoke = schedule(request.then, { at, spoke: true }, context);
  const said = { content, ...(arm !== undefined && { arm }) };
  if (run.group === 'control') return conclude(attempt, { outcome: 'ghost', decision, ...said }, spoke);
  const { delivery, provider } = await deliver(attempt, { ...envelope, at });
  const from = { provider, decision, ...said };
  switch (delivery.verdict) {
    case 'accepted':
      await forget(attempt, delivery.dead);
      return conclude(attempt, { outcome: 'sent', providerId: delivery.providerId, ...from }, spoke);
    case 'refused':
      await forget(attempt, delivery.dead);
      return unsent(attempt, { ...from, reason: delivery.reason });
    case 'unavailable':
      return unavailable(attempt, from, delivery.reason);
    case 'in-doubt':
      // Transactional may be claimed once more, when this claim has grown old without an outcome.
      if (attempt.purpose === 'transactional' && run.claim?.attempt === 1) throw new Hold(at + touchTimeoutMs);
      return conclude(attempt, { outcome: 'unknown', reason: 'in-doubt', ...from }, spoke);
  }
}

/** The first provider that does not prove itself unavailable decides. */
async function deliver({ channel, ports }: Attempt, envelope: Envelope) {
  let last: { delivery: Delivery; provider: string } | undefined;
  for (const provider of await ports.providers(channel)) {
    last = { delivery: await provider.send(envelope), provider: provider.name };
    if (last.delivery.verdict !== 'unavailable') return last;
  }
  if (!last) throw new Error(`no provider for ${channel}: the program must name at least one`);
  return last;
}

type From = Pick<Conclusion, 'content' | 'arm' | 'decision'> & { readonly provider: string };

/** Proven not sent, for good: the slot goes back, and a ladder's next rung is due at once. */
async function unsent(attempt: Attempt, from: From & { readonly reason: string }): Promise<Wake> {
  const wake = schedule(attempt.request.then, { at: attempt.at, spoke: false }, attempt.context);
  const run = await release(attempt, wake);
  return conclude({ ...attempt, run }, { outcome: 'failed', ...from }, wake);
}

/** Proven not sent, by nobody: the slot goes back and the same step is tried again, a few times. */
async function unavailable(attempt: Attempt, from: From, reason: string): Promise<Wake> {
  const { touches, announcer, tallies } = attempt.ports;
  const before = (await touches.read(attempt.touch))?.held?.unavailable ?? 0;
  const patience = patienceMs[before];
  if (patience === undefined) return unsent(attempt, { ...from, reason });
  const until = attempt.now + patience;
  const { tried } = from.decision;
  const decision = { verdict: 'hold', reason: 'provider-unavailable', at: attempt.now, until, tried } as const;
  await touches.hold(attempt.touch, { ...attempt.about, decision });
  await tallies.add(heldTally(attempt.touch.user, attempt.run, attempt.channel, decision.reason));
  await release(attempt, null);
  await announcer.announce([attempt.say('held', { reason: 'provider-unavailable', provider: from.provider })]);
  throw new Hold(until);
}

/** @returns the run as it is then: closed meanwhile, it keeps what it said */
async function release(attempt: Attempt, wake: Wake | null): Promise<LedgerRun> {
  const { request, touch, at, channel, ports } = attempt;
  const move = { step: request.step, at, invocation: ports.occasion.invocation, channel, wake };
  let left = attempt.run;
  await changeLedger(ports.people, ports.occasion, touch.user, ({ ledger }) => {
    const run = ledger.runs[touch.run];
    // A conversion or an opt-out may have closed the run meanwhile; closed stays closed.
    if (!run || (run.ended && run.ended.why !== 'done')) return null;
    const given = giveBack(ledger, run, move);
    left = given.runs[run.id] ?? run;
    return given;
  });
  return left;
}

/** Takes addresses that lead nowhere off the profile. */
async function forget({ channel, touch, ports }: Attempt, dead: readonly string[] = []): Promise<void> {
  if (dead.length === 0) return;
  await changeProfileOf(ports.people, ports.occasion, touch.user, (profile) =>
    profile ? withoutAddresses(profile, channel, dead) : null,
  );
}
