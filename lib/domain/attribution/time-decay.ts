import { dayMs, toIsoDuration } from '../duration.ts';
import { RuleError } from '../rule-error.ts';
import type { Weigh } from './by-place.ts';

export const defaultHalfLifeMs = 7 * dayMs;

/**
 * 2^(−age / half-life), relative to the path's latest touch, so that old paths do not vanish below what a double can hold.
 *
 * @throws RuleError for a half-life of 0; the returned function for a path without ages
 */
export function timeDecay(halfLifeMs: number): Weigh {
  if (!(halfLifeMs > 0)) {
    throw new RuleError({
      value: toIsoDuration(halfLifeMs),
      rule: 'a half-life is longer than 0',
      remedy: 'give it as P7D, or take the model last',
    });
  }
  return ({ path, ages }) => {
    if (!ages) {
      throw new RuleError({
        value: path,
        rule: 'time-decay needs the age of each touch of a converting path',
        remedy: 'add ages, in days before the conversion',
      });
    }
    const latest = ages.reduce((least, age) => Math.min(least, age), Number.POSITIVE_INFINITY);
    return ages.map((age) => 2 ** (((latest - age) * dayMs) / halfLifeMs));
  };
}
