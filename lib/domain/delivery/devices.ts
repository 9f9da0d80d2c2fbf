import type { Delivery } from '../delivery.ts';

/** What decides when a person's devices fared differently: what reached one device has reached the person. */
const ranking = ['accepted', 'in-doubt', 'unavailable', 'misconfigured', 'refused'];

/** Of several with one verdict. Of the refusals, a dead token says least of the message. */
const reasons = ['throttled', 'down', 'unsubscribed', 'rejected', 'unreachable'];

const rankOf = (delivery: Delivery): number =>
  ranking.indexOf(delivery.verdict) * 10 + ('reason' in delivery ? reasons.indexOf(delivery.reason) + 1 : 0);

/**
 * One verdict from those of several devices, with the tokens that are proven dead whatever happened to the others.
 *
 * @param deliveries in doubt when there is none
 */
export function verdictOver<T extends Delivery>(deliveries: readonly T[]): T | InDoubt {
  const [best] = deliveries.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (!best) return { verdict: 'in-doubt', detail: 'no answer for any device' };
  const dead = deadIn(deliveries);
  return dead.length > 0 && (best.verdict === 'accepted' || best.verdict === 'refused') ? { ...best, dead } : best;
}

type InDoubt = Extract<Delivery, { readonly verdict: 'in-doubt' }>;

/** Addresses that are proven to lead nowhere. */
export const deadIn = (deliveries: readonly Delivery[]): readonly string[] =>
  deliveries.flatMap((delivery) => ('dead' in delivery && delivery.dead) || []);
