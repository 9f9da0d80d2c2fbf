import { addUntouched, type Credits, type Path } from './path.ts';

/** The weight of each touch of a path that has at least one; only their proportions count. */
export type Weigh = (path: Path) => readonly number[];

/** Parts of a hundred. */
const toEachEnd = 40;
const toBetween = 20;

/** Rules that look at nothing but where in its path a touch stands. */
export const byPlace = {
  first: ({ path }) => path.map((_, at) => (at === 0 ? 1 : 0)),
  last: ({ path }) => path.map((_, at) => (at === path.length - 1 ? 1 : 0)),
  linear: ({ path }) => path.map(() => 1),
  /** 40 % to each end, the rest shared by those between; without any between, the ends share all. */
  position: ({ path }) => {
    const between = path.length - 2;
    return path.map((_, at) => (at === 0 || at === path.length - 1 ? toEachEnd : toBetween / between));
  },
} as const satisfies Record<string, Weigh>;

/** Shares each path's conversions among its own touches. Channels that get nothing are left out. */
export function creditByPath(paths: readonly Path[], weigh: Weigh): Credits {
  const credits = new Map<string, number>();
  for (const taken of paths) {
    if (taken.path.length === 0 || taken.conversions === 0) continue;
    const weights = weigh(taken);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [at, channel] of taken.path.entries()) {
      const credit = (taken.conversions * (weights[at] as number)) / total;
      if (credit > 0) credits.set(channel, (credits.get(channel) ?? 0) + credit);
    }
  }
  addUntouched(credits, paths);
  return Object.fromEntries(credits);
}
