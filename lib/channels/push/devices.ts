import type { Address, Delivery } from '../../domain/delivery.ts';

/** Which verdict of several stands for all, from the strongest: what reached one device has reached the person. */
const order = ['accepted', 'in-doubt', 'unavailable', 'refused'] as const;
/** Which refusal stands for all: a dead token says least of the message. */
const refusals = ['unsubscribed', 'rejected', 'unreachable'] as const;

/**
 * Sends to each device of a person, all at once, and says in one verdict what came of it: for providers that take one
 * device a call. Dead tokens are named whatever happened to the others, save while it must all be tried again.
 *
 * @param send one call, which is never repeated
 */
export async function overDevices(
  to: readonly Address[],
  send: (device: Address) => Promise<Delivery>,
): Promise<Delivery> {
  const deliveries = await Promise.all(to.map(send));
  const dead = deliveries.flatMap((delivery) => ('dead' in delivery && delivery.dead) || []);
  const [best] = deliveries.toSorted((a, b) => rank(a) - rank(b));
  if (!best) return { verdict: 'refused', reason: 'unreachable', detail: 'no device that it reaches' };
  return dead.length > 0 && (best.verdict === 'accepted' || best.verdict === 'refused') ? { ...best, dead } : best;
}

const rank = (delivery: Delivery): number =>
  10 * order.indexOf(delivery.verdict) + (delivery.verdict === 'refused' ? refusals.indexOf(delivery.reason) : 0);
