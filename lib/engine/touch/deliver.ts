import { deadIn, verdictOver } from '../../domain/delivery/devices.ts';
import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import { touchTimeoutMs } from '../ports.ts';
import type { Attempt, TouchPorts } from './attempt.ts';

/** What became of a message, by whose doing, and which addresses are proven to lead nowhere. */
export interface Answer {
  readonly delivery: Delivery;
  readonly provider: Provider;
  readonly dead: readonly string[];
}

/** What of an attempt it takes to send. */
type Due = Pick<Attempt, 'channel' | 'now'> & { readonly ports: Pick<TouchPorts, 'providers' | 'occasion'> };

/** What one provider said of one address. */
type Told = Delivery & { readonly provider: Provider };

/**
 * Offers a message to the channel's providers in order, each address by the first that can reach it and neither proves
 * itself unavailable nor knows no way. Several addresses are a person's devices: each is told at most once, because one
 * that was accepted, refused for good or is in doubt is offered to nobody else.
 *
 * What is said of the whole is what is said of its best address: one device reached is the person reached, then doubt
 * counts, then a provider that may carry it later. When all pass, one that is unavailable stands for them: what it may
 * carry later is not lost for another's knowing no way.
 */
export async function deliver({ channel, now, ports }: Due, envelope: Envelope): Promise<Answer> {
  const told = new Map<string, Told>();
  const settled = new Set<string>();
  let open = envelope.to;
  let first: Provider | undefined;
  for (const load of ports.providers(channel)) {
    // A provider that is asked too late would leave a doubt where there is none yet.
    if (open.length === 0 || (told.size > 0 && ports.occasion.now() - now > touchTimeoutMs / 2)) break;
    const provider = await load();
    first ??= provider;
    const to = open.filter((address) => provider.reaches?.(address) ?? true);
    if (to.length === 0) continue;
    const { each, ...whole } = await provider.send({ ...envelope, to });
    for (const { address } of to) {
      const delivery = each ? (each.find((one) => one.address === address)?.delivery ?? unsaid) : whole;
      const earlier = told.get(address);
      const answer: Told = { ...delivery, provider };
      told.set(address, earlier && passes(answer) ? betterOf(earlier, answer) : answer);
      if (!passes(answer)) settled.add(address);
    }
    open = open.filter(({ address }) => !settled.has(address));
  }
  if (!first) throw new Error(`no provider for ${channel}: the program must name at least one`);
  const best = bestOf([...told.values()]);
  if (!best) return { delivery: noWay, provider: first, dead: [] };
  const { provider, ...delivery } = best;
  return { delivery, provider, dead: deadIn([...told.values()]) };
}

const unsaid: Delivery = { verdict: 'in-doubt', detail: 'no answer for this address' };
const noWay: Delivery = { verdict: 'refused', reason: 'unreachable', detail: 'no address that a provider reaches' };

/** Whether another provider may be asked: nothing was accepted, and what hindered this one need not hinder it. */
const passes = (delivery: Delivery): boolean =>
  delivery.verdict === 'unavailable' ||
  delivery.verdict === 'misconfigured' ||
  (delivery.verdict === 'refused' && delivery.reason === 'unreachable' && !delivery.dead?.length);

const bestOf = (told: readonly Told[]): Told | undefined => {
  const best = verdictOver(told);
  return 'provider' in best ? best : undefined;
};

const betterOf = (earlier: Told, later: Told): Told => bestOf([earlier, later]) ?? later;
