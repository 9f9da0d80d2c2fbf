/**
 * The inverse of a square matrix, by Gauss and Jordan's elimination with row pivots.
 *
 * @param matrix its rows; not changed
 * @throws Error when it has none
 */
export function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows: Float64Array[] = matrix.map((row, at) =>
    Float64Array.from([...row, ...row.map((_, column) => (column === at ? 1 : 0))]),
  );
  for (let column = 0; column < size; column++) {
    const magnitude = (at: number) => Math.abs(rows[at]?.[column] ?? 0);
    let best = column;
    for (let at = column + 1; at < size; at++) if (magnitude(at) > magnitude(best)) best = at;
    const pivot = rows[best] as Float64Array;
    const scale = pivot[column] as number;
    if (scale === 0) throw new Error('the matrix has no inverse');
    rows[best] = rows[column] as Float64Array;
    rows[column] = pivot;
    for (let at = 0; at < pivot.length; at++) pivot[at] = (pivot[at] as number) / scale;
    for (const row of rows) {
      const factor = row[column] as number;
      if (row === pivot || factor === 0) continue;
      for (let at = column; at < row.length; at++) row[at] = (row[at] as number) - factor * (pivot[at] as number);
    }
  }
  return rows.map((row) => [...row.subarray(size)]);
}
