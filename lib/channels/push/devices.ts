import type { Address, Delivery } from '../../domain/delivery.ts';

/** What decides when a person's devices fared differently: what reached one device has reached the person. */
const ranking = [
  'accepted',
  'in-doubt',
  'unavailable throttled',
  'unavailable down',
  'refused unsubscribed',
  'refused rejected',
  // Of the refusals, a dead token says least of the message.
  'refused unreachable',
];

const rankOf = (delivery: Delivery): number =>
  ranking.indexOf('reason' in delivery ? `${delivery.verdict} ${delivery.reason}` : delivery.verdict);

/**
 * Sends to each device of a person, all at once, and says in one verdict what came of it: for providers that take one
 * device a call. With no device there is no way to this person by this provider, and nothing more is proven.
 *
 * @param send one call, which is never repeated
 */
export async function overDevices(
  to: readonly Address[],
  send: (device: Address) => Promise<Delivery>,
): Promise<Delivery> {
  if (to.length === 0) return { verdict: 'refused', reason: 'unreachable', detail: 'no device that it reaches' };
  return verdictOver(await Promise.all(to.map(send)));
}

/**
 * One verdict from those of several devices. Dead tokens are named whatever happened to the others, save while it must
 * all be tried again.
 */
export function verdictOver(deliveries: readonly Delivery[]): Delivery {
  const [best] = deliveries.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (!best) return { verdict: 'in-doubt', detail: 'no answer for any device' };
  const dead = deliveries.flatMap((delivery) => ('dead' in delivery && delivery.dead) || []);
  return dead.length > 0 && (best.verdict === 'accepted' || best.verdict === 'refused') ? { ...best, dead } : best;
}
