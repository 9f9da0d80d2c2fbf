import { RuleError } from '../rule-error.ts';

/** The touches that some users had within the look-back, oldest first, and what became of these users. */
export interface Path {
  readonly path: readonly string[];
  /** Of each touch, in days before the conversion. */
  readonly ages?: readonly number[];
  /** Users who took exactly this path and converted, and who did not. */
  readonly conversions: number;
  readonly nulls: number;
}

/** Conversions credited to each channel. */
export type Credits = Readonly<Record<string, number>>;

/** Whom the conversions of users without any touch are credited to: no model has a channel for them. */
const untouched = 'none';

/** @throws RuleError when ages do not fit their path */
export function checkPath({ path, ages }: Path): void {
  if (ages && ages.length !== path.length) {
    throw new RuleError({
      value: { path, ages },
      rule: 'each touch of a path has one age',
      remedy: 'give as many ages as touches, or none',
    });
  }
  const future = ages?.find((age) => age < 0);
  if (future !== undefined) {
    throw new RuleError({
      value: future,
      rule: 'an age is in days before the conversion, so 0 or more',
      remedy: 'leave touches after the conversion out',
    });
  }
}

/** The channels of all paths that anybody took, in the order of their first mention. */
export function channelsOf(paths: readonly Path[]): string[] {
  return [...new Set(paths.flatMap(({ path, conversions, nulls }) => (conversions + nulls > 0 ? path : [])))];
}

/**
 * Shares the conversions of all touched users in proportion to the channels' worth, and leaves the others' with `none`.
 * When no channel is worth anything, those on converting paths share equally.
 *
 * @param worth none negative
 */
export function shareOut(paths: readonly Path[], worth: ReadonlyMap<string, number>): Credits {
  const credited = channelsOf(paths.filter(({ conversions }) => conversions > 0));
  const total = [...worth.values()].reduce((sum, value) => sum + value, 0);
  const touched = paths.reduce((sum, { path, conversions }) => sum + (path.length > 0 ? conversions : 0), 0);
  const share = (channel: string, value: number): number => {
    if (total > 0) return value / total;
    return credited.includes(channel) ? 1 / credited.length : 0;
  };
  const credits = new Map([...worth].map(([channel, value]) => [channel, touched * share(channel, value)]));
  addUntouched(credits, paths);
  return Object.fromEntries(credits);
}

export function addUntouched(credits: Map<string, number>, paths: readonly Path[]): void {
  const conversions = paths.reduce((sum, taken) => sum + (taken.path.length === 0 ? taken.conversions : 0), 0);
  if (conversions > 0) credits.set(untouched, (credits.get(untouched) ?? 0) + conversions);
}
