/** One comparison, both sides measured in this run. */
export interface Row {
  readonly what: string;
  readonly ours: number;
  readonly beside: number;
  readonly unit: string;
  /** What the other side is. */
  readonly besideWhat: string;
  /** What the ratio should be, and which way; absent where the row only informs. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Ours divided by theirs. */
export const ratioOf = ({ ours, beside }: Row): number => ours / beside;

/** The middle one of several measurements, which one disturbed measurement does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new Error('a median is of at least one measurement; take one');
  return middle;
}
