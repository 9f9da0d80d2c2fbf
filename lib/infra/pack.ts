/**
 * Cuts a list into the fewest runs, in order, that each fit.
 *
 * @param fits whether one run is small enough; a single item that is not makes a run of its own
 */
export function pack<T>(items: readonly T[], fits: (run: readonly T[]) => boolean): readonly (readonly T[])[] {
  const runs: T[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last && fits([...last, item])) last.push(item);
    else runs.push([item]);
  }
  return runs;
}
