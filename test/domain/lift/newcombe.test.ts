import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcombe, wilson } from '../../../lib/domain/lift/newcombe.ts';
import { anyArm } from './any-arm.ts';

describe('wilson', () => {
  // Newcombe 1998, Statistics in Medicine 17, 857–872.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i → %f to %f', (x, n, low, high) => {
    expect(wilson({ n, x }).low).toBeCloseTo(low, 4);
    expect(wilson({ n, x }).high).toBeCloseTo(high, 4);
  });

  it('contains the rate and stays between 0 and 1', () => {
    fc.assert(
      fc.property(anyArm, ({ n, x }) => {
        const { low, high } = wilson({ n, x });
        expect(0 <= low && low <= x / n && x / n <= high && high <= 1).toBe(true);
      }),
    );
  });
});

describe('newcombe', () => {
  // Newcombe 1998, Statistics in Medicine 17, 873–890, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%i/%i against %i/%i → %f to %f', (x1, n1, x2, n2, low, high) => {
    const interval = newcombe({ n: n1, x: x1 }, { n: n2, x: x2 });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('turns its sign with the arms, contains the difference, and stays between -1 and 1', () => {
    fc.assert(
      fc.property(anyArm, anyArm, (one, other) => {
        const { estimate, low, high } = newcombe(one, other);
        const turned = newcombe(other, one);
        expect(turned.low).toBeCloseTo(-high, 12);
        expect(turned.high).toBeCloseTo(-low, 12);
        expect(-1 <= low && low <= estimate && estimate <= high && high <= 1).toBe(true);
      }),
    );
  });
});
