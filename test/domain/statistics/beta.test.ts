import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Beta, chancesOfBest } from '../../../lib/domain/statistics/beta.ts';
import { logGamma } from '../../../lib/domain/statistics/gamma.ts';

const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);

/** P(B > A) in closed form for whole numbers: Σ B(aA + i, bA + bB) / ((bB + i) B(1 + i, bB) B(aA, bA)), i below aB. */
function secondIsBetter(first: Beta, second: Beta): number {
  let sum = 0;
  for (let i = 0; i < second.a; i++) {
    sum += Math.exp(
      logBeta(first.a + i, first.b + second.b) -
        Math.log(second.b + i) -
        logBeta(1 + i, second.b) -
        logBeta(first.a, first.b),
    );
  }
  return sum;
}

const anyBeta = fc.record({ a: fc.integer({ min: 1, max: 400 }), b: fc.integer({ min: 1, max: 4000 }) });

describe('the chance of being best', () => {
  it('is what the closed form says of two', () => {
    fc.assert(
      fc.property(anyBeta, anyBeta, (first, second) => {
        expect(chancesOfBest([first, second])[1]).toBeCloseTo(secondIsBetter(first, second), 4);
      }),
    );
  });

  it('sums to 1, and is the same for the same', () => {
    fc.assert(
      fc.property(fc.array(anyBeta, { minLength: 2, maxLength: 5 }), anyBeta, (others, twin) => {
        const chances = chancesOfBest([...others, twin, twin]);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        expect(chances.at(-1)).toBeCloseTo(chances.at(-2) ?? -1, 9);
      }),
    );
  });

  it('does not step over a narrow one beside a wide one', () => {
    // The wide one is uniform, so that it is the lesser with the narrow one's mean.
    const [narrow = 0, wide = 0] = chancesOfBest([
      { a: 300_000, b: 700_000 },
      { a: 1, b: 1 },
    ]);
    expect(narrow).toBeCloseTo(0.3, 4);
    expect(wide).toBeCloseTo(0.7, 4);
  });
});
