import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inverse } from '../../../lib/domain/statistics/inverse.ts';

it('gives the identity when multiplied', () => {
  const anyMatrix = fc.integer({ min: 1, max: 8 }).chain((size) => {
    const row = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size });
    return fc.array(row, { minLength: size, maxLength: size });
  });
  fc.assert(
    fc.property(anyMatrix, (rows) => {
      // Heavy on the diagonal, so that it has an inverse, then turned, so that it needs its pivots.
      const matrix = rows.map((row, at) => row.map((value, column) => value + (at === column ? 10 : 0))).reverse();
      const other = inverse(matrix);
      for (const [at, row] of matrix.entries()) {
        for (const column of matrix.keys()) {
          const product = row.reduce((sum, value, k) => sum + value * (other[k]?.[column] ?? Number.NaN), 0);
          expect(product).toBeCloseTo(at === column ? 1 : 0, 12);
        }
      }
    }),
  );
});

it('is none of a matrix whose rows depend on each other', () => {
  const matrix = [
    [1, 2],
    [2, 4],
  ];
  expect(() => inverse(matrix)).toThrow(/no inverse/);
});
