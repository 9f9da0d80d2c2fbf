import { logGamma } from './gamma.ts';

/** Beta(a, b), a and b at least 1. */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

/** Standard deviations on either side of a mean beyond which a density is nothing. */
const reach = 10;
/** Places on one density: the trapezoids between them are right to five digits. */
const places = 400;

/**
 * The probability that each of several independent quantities is the largest, ∫ f_i ∏ F_j, by trapezoids on the union of
 * grids that follow each density, so that a narrow one beside a wide one is not stepped over.
 *
 * @returns in order; they sum to 1
 */
export function chancesOfBest(betas: readonly Beta[]): number[] {
  const grid = gridOf(betas);
  const densities = betas.map((beta) => grid.map((x) => density(beta, x)));
  const distributions = densities.map((values) => cumulative(grid, values));
  const chances = densities.map((values, i) => {
    const wins = values.map((value, at) =>
      distributions.reduce((product, below, j) => (j === i ? product : product * (below[at] ?? 0)), value),
    );
    return cumulative(grid, wins).at(-1) ?? 0;
  });
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => chance / total);
}

function gridOf(betas: readonly Beta[]): number[] {
  const points = betas.flatMap(({ a, b }) => {
    const mean = a / (a + b);
    const deviation = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
    const [from, to] = [Math.max(0, mean - reach * deviation), Math.min(1, mean + reach * deviation)];
    return Array.from({ length: places + 1 }, (_, at) => from + ((to - from) * at) / places);
  });
  return [...new Set(points)].sort((one, other) => one - other);
}

function density({ a, b }: Beta, x: number): number {
  const front = logGamma(a + b) - logGamma(a) - logGamma(b);
  // At the ends a factor of power 0 is 1, and one of a higher power 0.
  const left = a === 1 ? 0 : (a - 1) * Math.log(x);
  const right = b === 1 ? 0 : (b - 1) * Math.log1p(-x);
  return Math.exp(front + left + right);
}

function cumulative(grid: readonly number[], values: readonly number[]): number[] {
  let sum = 0;
  return grid.map((x, at) => {
    if (at > 0) sum += ((x - (grid[at - 1] ?? 0)) * ((values[at] ?? 0) + (values[at - 1] ?? 0))) / 2;
    return sum;
  });
}
