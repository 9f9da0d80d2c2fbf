import type { Delivery } from '../../domain/delivery.ts';

/** What decides first when a person's devices fared differently. */
const ranking = [
  'accepted',
  'in-doubt',
  'unavailable throttled',
  'unavailable down',
  'refused unsubscribed',
  'refused unreachable',
  'refused rejected',
];

const rankOf = (delivery: Delivery): number =>
  ranking.indexOf('reason' in delivery ? `${delivery.verdict} ${delivery.reason}` : delivery.verdict);

/**
 * What became of one touch, from what became of it on each device: one device reached is a touch delivered, one in doubt
 * leaves all in doubt, and as long as one may still be reached nothing is final. Tokens proven dead are told of with a
 * verdict that ends the touch.
 *
 * @param deliveries one a device, at least one
 */
export function overDevices(deliveries: readonly Delivery[]): Delivery {
  const [first] = deliveries.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (!first) return { verdict: 'in-doubt', detail: 'no answer for any token' };
  const dead = deliveries.flatMap((delivery) => ('dead' in delivery ? (delivery.dead ?? []) : []));
  if (first.verdict === 'accepted') return { ...first, dead };
  const details = new Set(deliveries.flatMap((delivery) => ('detail' in delivery ? delivery.detail : [])));
  const detail = [...details].join(', ');
  return first.verdict === 'refused' ? { ...first, detail, dead } : { ...first, detail };
}
