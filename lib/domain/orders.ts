import { fnv32a } from './assign.ts';
import { dayMs } from './duration.ts';

/** All that is kept of what a person bought: enough for recency, frequency, money and P(alive) at any moment. */
export interface Orders {
  /** When they ordered first and last, epoch milliseconds. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** Days (UTC) on which they ordered: for P(alive) all orders of a day are one purchase. */
  readonly days: number;
  /** What all orders came to, in the program's currency, to the thousandth. */
  readonly total: number;
  /** Hashes of the latest events heard, oldest first, so that each counts once. */
  readonly seen: readonly string[];
  /** The latest days that counted, by number from the epoch, ascending. */
  readonly on: readonly number[];
}

/** Events and days that are remembered: a repeat comes within a day, and nobody orders so often within that. */
const remembered = 100;

/** The largest sum that one order may come to; more is a mistake of whoever published it. */
export const largestAmount = 1_000_000_000;

/**
 * What an order came to, kept within what an order can be: no number is 0, less than 0 is 0, and more than the largest
 * amount is that.
 *
 * @returns the amount, and whether it had to be put right
 */
export function amountOf(value: unknown): { readonly amount: number; readonly clamped: boolean } {
  const amount = typeof value === 'number' && !Number.isNaN(value) ? Math.min(Math.max(value, 0), largestAmount) : 0;
  return { amount, clamped: amount !== value };
}

/** The orders with one more, or the same when this event was counted before. In which order they are told changes nothing. */
export function withOrder(
  orders: Orders | undefined,
  { event, at, amount }: { readonly event: string; readonly at: number; readonly amount: number },
): Orders {
  const { seen = [], on = [] } = orders ?? {};
  const id = hashOf(event);
  if (orders && seen.includes(id)) return orders;
  const day = Math.floor(at / dayMs);
  const isNewDay = !on.includes(day);
  return {
    first: Math.min(orders?.first ?? at, at),
    last: Math.max(orders?.last ?? at, at),
    count: (orders?.count ?? 0) + 1,
    days: (orders?.days ?? 0) + (isNewDay ? 1 : 0),
    // Whole thousandths: sums of fractions would differ in their last digits by the order of the sum.
    total: (Math.round((orders?.total ?? 0) * 1000) + Math.round(amount * 1000)) / 1000,
    seen: [...seen, id].slice(-remembered),
    on: isNewDay ? [...on, day].sort((one, other) => one - other).slice(-remembered) : on,
  };
}

/** 64 bits, where an event's own id may have 256 characters: the second begins differently, or both would collide at once. */
const hashOf = (event: string) => `${fnv32a(event).toString(36)}.${fnv32a(`#${event}`).toString(36)}`;
