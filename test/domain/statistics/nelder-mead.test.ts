import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nelderMead } from '../../../lib/domain/statistics/nelder-mead.ts';

describe('nelderMead', () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    const f = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const { at, value, converged } = nelderMead(f, { from: [-1.2, 1] });
    expect(converged).toBe(true);
    expect(value).toBeLessThan(1e-8);
    expect(at[0]).toBeCloseTo(1, 3);
    expect(at[1]).toBeCloseTo(1, 3);
  });

  it("finds the bottom of Powell's function, whose Hessian is singular there", () => {
    const f = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) =>
      (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4;
    expect(nelderMead(f, { from: [3, -1, 0, 1] }).value).toBeLessThan(1e-6);
  });

  it('finds the bottom of any bowl', () => {
    const coordinate = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 1, maxLength: 4 }), (bottom) => {
        const f = (at: readonly number[]) =>
          at.reduce((sum, x, axis) => sum + (axis + 1) * (x - (bottom[axis] ?? 0)) ** 2, 0);
        expect(nelderMead(f, { from: bottom.map(() => 0) }).value).toBeLessThan(1e-6);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps out of where the function is none, and says when it did not arrive', () => {
    const { at } = nelderMead(([x = 0]) => (x <= 0 ? Number.NaN : x - Math.log(x)), { from: [0.1] });
    expect(at[0]).toBeCloseTo(1, 3);
    expect(nelderMead(([x = 0]) => -x, { from: [0], evaluations: 50 }).converged).toBe(false);
  });
});
