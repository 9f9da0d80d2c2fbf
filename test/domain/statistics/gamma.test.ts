import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquaredTail, logGamma, upperGamma } from '../../../lib/domain/statistics/gamma.ts';

describe('logGamma', () => {
  it('is the logarithm of a factorial', () => {
    let factorial = 1;
    for (let n = 1; n <= 100; n++) {
      expect(Math.abs(logGamma(n) - Math.log(factorial))).toBeLessThan(1e-14 * Math.max(1, Math.log(factorial)));
      factorial *= n;
    }
  });

  it('is ln √π at a half', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
    expect(logGamma(1e-9)).toBeCloseTo(20.72326583636945, 12);
  });
});

describe('upperGamma', () => {
  it('is the sum e^−x Σ xᵏ/k! for a whole a', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 1e-9, max: 120, noNaN: true }), (a, x) => {
        let [term, sum] = [1, 0];
        for (let k = 0; k < a; k++) {
          sum += term;
          term *= x / (k + 1);
        }
        expect(upperGamma(a, x)).toBeCloseTo(Math.exp(-x) * sum, 12);
      }),
    );
  });

  it('has both ends', () => {
    expect([upperGamma(3, 0), upperGamma(3, Number.POSITIVE_INFINITY), upperGamma(0.5, 1e5)]).toEqual([1, 0, 0]);
  });
});

// Upper critical values of the NIST/SEMATECH handbook of statistical methods, 1.3.6.7.4.
it.each([
  [1, 0.05, 3.841],
  [1, 0.01, 6.635],
  [1, 0.001, 10.828],
  [2, 0.05, 5.991],
  [5, 0.025, 12.833],
  [10, 0.05, 18.307],
  [10, 0.001, 29.588],
  [100, 0.1, 118.498],
  [100, 0.001, 149.449],
])('χ² of %i degrees leaves %f beyond %f', (degrees, p, critical) => {
  expect(chiSquaredTail(critical - 0.0005, degrees)).toBeGreaterThan(p);
  expect(chiSquaredTail(critical + 0.0005, degrees)).toBeLessThan(p);
});
