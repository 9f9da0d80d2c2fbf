import type { Random } from '../random.ts';
import type { Retrier } from './rewrite.ts';

/** Errors that no `Retry` and no `States.ALL` covers. */
const final = ['States.Runtime', 'States.DataLimitExceeded'];

/** Counts the retries of one visit to a state: each retrier has its own count, the first that matches decides. */
export class Retries {
  private readonly retriers: readonly Retrier[];
  private readonly used: number[];
  private readonly random: Random;

  constructor(retriers: readonly Retrier[], random: Random) {
    this.retriers = retriers;
    this.used = retriers.map(() => 0);
    this.random = random;
  }

  /** How long to wait before trying again, in milliseconds; `null` when this error is not tried again. */
  delayAfter(error: string): number | null {
    const index = this.retriers.findIndex(({ errors }) => errors.some((pattern) => covers(pattern, error)));
    const retrier = this.retriers[index];
    const used = this.used[index] ?? 0;
    if (!retrier || used >= retrier.maxAttempts) return null;
    this.used[index] = used + 1;
    const seconds = Math.min(retrier.intervalSeconds * retrier.backoffRate ** used, retrier.maxDelaySeconds);
    return Math.round(seconds * 1000 * (retrier.fullJitter ? this.random.next() : 1));
  }
}

function covers(pattern: string, error: string): boolean {
  if (final.includes(error)) return pattern === error;
  if (pattern === 'States.ALL') return true;
  if (pattern === 'States.TaskFailed') return error !== 'States.Timeout';
  return pattern === error;
}
