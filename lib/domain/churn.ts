import { type AliveParams, alive } from './alive.ts';
import { dayMs } from './duration.ts';
import type { Profile } from './profile.ts';

/** MBG/NBD as fitted to all customers, and the unit of time that it was fitted in. */
export interface AliveRules extends AliveParams {
  readonly unit: 'week' | 'day';
}

/** What Batislam, Denizel and Filiztekin's model says of CDNOW's customers: until a program has a fit of its own. */
export const cdnowFit: AliveRules = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614, unit: 'week' };

const unitDays = { week: 7, day: 1 } as const;

/**
 * The probability that a person has left for good: what a model elsewhere said (`score.updated`), else 1 − P(alive) of
 * their orders.
 *
 * @param now epoch milliseconds
 * @returns `null` for who never ordered and of whom nothing was told
 */
export function churnOf(
  { scores, orders }: Pick<Profile, 'scores' | 'orders'>,
  { unit, ...params }: AliveRules,
  now: number,
): number | null {
  if (Object.hasOwn(scores, 'churn')) return scores.churn ?? null;
  if (!orders) return null;
  const [first, last, today] = [orders.first, orders.last, Math.max(now, orders.last)].map((at) =>
    Math.floor(at / dayMs),
  ) as [number, number, number];
  const [tx, T] = [(last - first) / unitDays[unit], (today - first) / unitDays[unit]];
  return 1 - alive({ model: 'mbg-nbd', params, x: orders.days - 1, tx, T }).alive;
}
