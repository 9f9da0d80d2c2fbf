import { bucket } from '../assign.ts';
import type { Purpose } from '../channel.ts';
import { wholeSecond } from '../instant.ts';

const minute = 60_000;
const hour = 60 * minute;

/** How long a touch is tried while every provider is unavailable, by purpose, in milliseconds. */
export type Patience = Readonly<Record<Purpose, number>>;

export const defaultPatience: Patience = { transactional: 24 * hour, marketing: 6 * hour };

/**
 * The waits double, so that a touch waits about as long again as the outage has lasted, and never longer than two hours:
 * on average 9 tries in 6 hours and 18 in 24, at three transitions each.
 */
const [firstWaitMs, longestWaitMs] = [minute, 2 * hour];

/** The last try of a crowd whose patience ends at one instant is spread over this long. */
const lastSpreadMs = 5 * minute;

export interface Waiting {
  /** Names the touch: what moves its tries apart from those of others. */
  readonly touch: string;
  /** How often it was held for want of a provider before. */
  readonly tries: number;
  /** Epoch milliseconds, now. */
  readonly now: number;
  /** After which it is tried no more, epoch milliseconds. */
  readonly until: number;
}

/**
 * When to try again what no provider takes. Each wait is half to one and a half of its average, by hash, so that people
 * who were turned away in one second do not come back in one. The last try follows within minutes of the end.
 *
 * @returns epoch milliseconds, a whole second; `null` when the patience is at its end
 */
export function nextTry({ touch, tries, now, until }: Waiting): number | null {
  if (now >= until) return null;
  const place = bucket('patience', `${touch}:${tries}`);
  const wait = Math.min(firstWaitMs * 2 ** Math.min(tries, 20), longestWaitMs) * (0.5 + place);
  return wholeSecond(Math.min(now + wait, until + place * Math.min(wait, lastSpreadMs)));
}
