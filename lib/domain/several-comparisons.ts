/**
 * Adjusts the p values of comparisons that are read together, so that the chance of one or more false winners among them
 * stays below the level (Holm 1979): for the comparisons that a decision hangs on.
 *
 * @returns in the order given, none below its own p value
 */
export function holm(ps: readonly number[]): number[] {
  let highest = 0;
  return inOrder(
    ps,
    (a, b) => a - b,
    (p, rank) => {
      highest = Math.max(highest, Math.min(1, p * (ps.length - rank)));
      return highest;
    },
  );
}

/**
 * Likewise, so that the expected share of false ones among the winners stays below the level (Benjamini and Hochberg 1995):
 * for looking around.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  let lowest = 1;
  return inOrder(
    ps,
    (a, b) => b - a,
    (p, rank) => {
      lowest = Math.min(lowest, p * (ps.length / (ps.length - rank)));
      return lowest;
    },
  );
}

/** Adjusts one after the other, rank from 0, and puts the answers back where their p values stand. */
function inOrder(
  ps: readonly number[],
  order: (a: number, b: number) => number,
  adjust: (p: number, rank: number) => number,
): number[] {
  const adjusted = [...ps];
  const ranked = ps.map((p, at) => ({ p, at })).sort((a, b) => order(a.p, b.p));
  for (const [rank, { p, at }] of ranked.entries()) adjusted[at] = adjust(p, rank);
  return adjusted;
}
