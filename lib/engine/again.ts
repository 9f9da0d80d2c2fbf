import { onChannel } from '../domain/best.ts';
import type { Channel } from '../domain/channel.ts';
import { decide } from '../domain/decide.ts';
import type { Decision } from '../domain/decision.ts';
import { withoutSlot, withSlot } from '../domain/delivery/again.ts';
import { misconfigured, wantIn } from '../domain/delivery/given-up.ts';
import { iso } from '../domain/instant.ts';
import { type LedgerTouch, prune } from '../domain/ledger.ts';
import { touchTally } from '../domain/tally/touches.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import type { SettledTouch } from '../domain/touch-record.ts';
import { kept } from './counted.ts';
import type { Person } from './ports.ts';
import { changeLedger, race } from './race.ts';
import { Hold } from './signals.ts';
import { type Attempt, attemptOf, type TouchPorts } from './touch/attempt.ts';
import { deliver } from './touch/deliver.ts';
import { prepare } from './touch/prepare.ts';
import { costOf } from './touch/record.ts';
import { forget, optOut } from './touch/send.ts';
import { question } from './touch.ts';

/** A touch that was given up, and is to be sent after all. */
export interface AgainRequest {
  readonly touch: TouchRef;
  readonly journey: string;
  readonly channel: Channel;
  /** When it was given up, epoch milliseconds. */
  readonly at: number;
}

/** What came of it: `closed` when there is nothing to send any more, such as after somebody else sent it. */
export interface AgainAnswer {
  readonly outcome: 'sent' | 'unknown' | 'skipped' | 'failed' | 'closed';
  readonly reason?: string;
}

/**
 * Sends a touch that was given up for want of a provider, once, by the rules as they are now: consent, caps, windows,
 * pauses and what the journey says today. Its run may have gone on, or be done, and stays as it is.
 *
 * The slot in the caps is written first, then the record's claim; whatever dies after that leaves a doubt, and nobody
 * sends it again. What is proven not accepted gives both back and stays on the list.
 *
 * @throws Hold when it may not speak yet, anything else to be tried again
 */
export function again(request: AgainRequest, ports: TouchPorts): Promise<AgainAnswer> {
  return race(`the ledger of ${request.touch.user}`, ports.occasion, () => once(request, ports));
}

/** @returns `null` when somebody else wrote the ledger in between */
async function once(request: AgainRequest, ports: TouchPorts): Promise<AgainAnswer | null> {
  const { touch } = request;
  const person = await ports.people.read(touch.user);
  const run = person.ledger.runs[touch.run];
  const record = await ports.touches.read(touch);
  const open = run && (!run.ended || run.ended.why === 'done');
  if (!open || record?.outcome !== 'failed' || wantIn(record.reason) === null) return over(request, ports, 'closed');

  const payload = {
    run: { id: run.id, user: touch.user, journey: run.journey, group: run.group, at: iso(run.at) },
    step: touch.step,
    channel: record.channel,
    then: null,
  };
  const due = await attemptOf(payload, person, run, ports);
  const asked = await question(due, person, run);
  // A step that chooses its channel had chosen one: another choice could be another message.
  const step = due.step?.best ? onChannel(due.step, record.channel) : due.step;
  const decision = decide({ ...asked, step });
  if (decision.verdict === 'hold') throw new Hold(decision.until);
  if (decision.verdict === 'skip') return over(request, ports, 'skipped', decision.reason);
  const attempt = step === due.step ? due : await attemptOf(payload, person, run, ports, step);
  const prepared = await prepare(attempt, person, run);
  if ('reason' in prepared) return over(request, ports, 'skipped', prepared.reason);

  const { channel, purpose, now } = attempt;
  const slot: LedgerTouch = { at: now, channel, purpose, journey: run.journey };
  const counted = withSlot(prune(person.ledger, now, kept(ports)), slot);
  if (!(await ports.people.writeLedger(touch.user, counted))) return null;
  if (!(await ports.givenUp.claim(touch, ports.occasion.invocation))) {
    await giveBack(attempt, slot);
    return over(request, ports, 'closed');
  }
  return send({ attempt, request, slot, decision }, prepared);
}

interface Claimed {
  readonly attempt: Attempt;
  readonly request: AgainRequest;
  readonly slot: LedgerTouch;
  readonly decision: Decision;
}

type Prepared = Exclude<Awaited<ReturnType<typeof prepare>>, { readonly reason: string }>;

async function send(claimed: Claimed, { envelope, content, arm, links }: Prepared): Promise<AgainAnswer> {
  const { attempt, request, slot, decision } = claimed;
  const { touch, now, ports, about } = attempt;
  if (links.length > 0) await ports.links.store(links, touch, now);
  const { delivery, provider, dead } = await deliver(attempt, { ...envelope, at: now });
  const said = { content, ...(arm !== undefined && { arm }), ...(links.length > 0 && { links: links.length }) };
  const from = { ...about, ...said, provider: provider.name, decision };
  await forget(attempt, dead);
  switch (delivery.verdict) {
    case 'accepted': {
      const { providerId } = delivery;
      const answer = await settle(claimed, { ...from, outcome: 'sent', at: now, providerId });
      // After the record, by which an erasure finds it.
      if (!provider.echoes) await ports.messages.remember(provider.name, providerId, touch, now);
      return answer;
    }
    case 'in-doubt':
      return settle(claimed, { ...from, outcome: 'unknown', at: now, reason: 'in-doubt' });
    case 'refused':
      await giveBack(attempt, slot);
      if (delivery.reason === 'unsubscribed') await optOut(attempt, envelope, provider.name);
      return settle(claimed, { ...from, outcome: 'failed', at: now, reason: delivery.reason });
    default: {
      await giveBack(attempt, slot);
      const reason = delivery.verdict === 'misconfigured' ? misconfigured(delivery.reason) : delivery.reason;
      // It was given up when it was given up: its note is found by that time.
      const failed = { ...from, outcome: 'failed', at: request.at, reason } as const;
      await ports.givenUp.settle(touch, ports.occasion.invocation, failed, []);
      await ports.announcer.announce([attempt.say('failed', { provider: provider.name, reason })]);
      return { outcome: 'failed', reason };
    }
  }
}

/** Off the list first: a note outlives no record that says where to find it. */
async function settle({ attempt, request }: Claimed, settled: SettledTouch): Promise<AgainAnswer> {
  const { touch, run, ports } = attempt;
  const { outcome, channel, arm, reason, provider } = settled;
  await ports.givenUp.close(touch, request.at);
  const ending = { step: touch.step, channel, outcome, reason: reason ?? 'unknown', cost: costOf(attempt, settled) };
  const counts = [touchTally(touch.user, run, { ...ending, ...(arm !== undefined && { arm }) })];
  await ports.givenUp.settle(touch, ports.occasion.invocation, settled, counts);
  const told = { ...(provider !== undefined && { provider }), ...(reason !== undefined && { reason }) };
  await ports.announcer.announce([attempt.say(outcome === 'sent' ? 'sent' : 'failed', told)]);
  return { outcome: outcome === 'sent' || outcome === 'unknown' ? outcome : 'failed', ...(reason && { reason }) };
}

async function over(
  { touch, at }: AgainRequest,
  { givenUp }: TouchPorts,
  outcome: AgainAnswer['outcome'],
  reason?: string,
): Promise<AgainAnswer> {
  await givenUp.close(touch, at);
  return { outcome, ...(reason !== undefined && { reason }) };
}

async function giveBack({ touch, ports }: Attempt, slot: LedgerTouch): Promise<void> {
  await changeLedger(ports.people, ports.occasion, touch.user, ({ ledger }: Person) => withoutSlot(ledger, slot));
}
