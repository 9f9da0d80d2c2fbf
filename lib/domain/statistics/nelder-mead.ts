export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  /** Whether the simplex closed in on it before the evaluations ran out. */
  readonly converged: boolean;
}

export interface Search {
  readonly from: readonly number[];
  /** How far the first simplex reaches, in each direction. @default 0.5 */
  readonly step?: number;
  /** Ends when neither values nor places within the simplex differ by more. @default 1e-9 */
  readonly tolerance?: number;
  /** @default 5000 */
  readonly evaluations?: number;
}

interface Vertex {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * The minimum of a function without derivatives, by the simplex of Nelder and Mead (1965), begun anew where it ended
 * until that helps no more: a simplex can collapse before it arrives. What is not a number counts as infinitely bad.
 */
export function nelderMead(f: (at: readonly number[]) => number, search: Search): Minimum {
  const { from, step = 0.5, tolerance = 1e-9, evaluations = 5000 } = search;
  let left = evaluations;
  const look = (at: readonly number[]): Vertex => {
    left -= 1;
    const value = f(at);
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let best = look(from);
  while (left > 0) {
    const next = descend(look, best, { step, tolerance, left: () => left });
    const gained = best.value - next.value;
    best = next;
    if (left > 0 && !(gained > tolerance * (1 + Math.abs(best.value)))) return { ...best, converged: true };
  }
  return { ...best, converged: false };
}

function descend(
  look: (at: readonly number[]) => Vertex,
  start: Vertex,
  { step, tolerance, left }: { step: number; tolerance: number; left: () => number },
): Vertex {
  const around = start.at.map((_, axis) => look(start.at.map((x, other) => (other === axis ? x + step : x))));
  let simplex = [start, ...around].sort(byValue);
  while (left() > 0) {
    const [best = start] = simplex;
    const worst = simplex.at(-1) ?? best;
    const others = simplex.slice(0, -1);
    const spread = Math.max(...simplex.flatMap(({ at }) => at.map((x, axis) => Math.abs(x - (best.at[axis] ?? x)))));
    if (worst.value - best.value <= tolerance * (1 + Math.abs(best.value)) && spread <= Math.sqrt(tolerance)) break;
    const centre = start.at.map((_, axis) => others.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / others.length);
    const along = (share: number) => look(centre.map((x, axis) => x + share * ((worst.at[axis] ?? x) - x)));
    const better = towards(along, best, others.at(-1) ?? best, worst);
    simplex = better
      ? [...others, better].sort(byValue)
      : [best, ...simplex.slice(1).map(({ at }) => look(at.map((x, axis) => (x + (best.at[axis] ?? x)) / 2)))].sort(
          byValue,
        );
  }
  return simplex[0] ?? start;
}

/** Reflects the worst vertex, further if that is the best so far, less far if it helped little; `null`: shrink. */
function towards(along: (share: number) => Vertex, best: Vertex, second: Vertex, worst: Vertex): Vertex | null {
  const reflected = along(-1);
  if (reflected.value < best.value) {
    const expanded = along(-2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second.value) return reflected;
  const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}

const byValue = (one: Vertex, other: Vertex) => one.value - other.value;
