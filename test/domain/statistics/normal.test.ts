import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile, normalTail } from '../../../lib/domain/statistics/normal.ts';

describe('normalTail', () => {
  // Abramowitz and Stegun, tables 26.1 and 26.2.
  it.each([
    [0, 0.5],
    [1, 0.158655253931457],
    [-1, 0.841344746068543],
    [2, 0.022750131948179],
    [3, 0.00134989803163],
  ])('beyond %f lies %f', (z, p) => expect(normalTail(z)).toBeCloseTo(p, 14));

  it('keeps the digits of what is rare', () => {
    expect(normalTail(10) / 7.61985302416052e-24).toBeCloseTo(1, 12);
  });
});

describe('normalQuantile', () => {
  it.each([
    [0.8, 0.841621233572914],
    [0.9, 1.281551565544601],
    [0.975, 1.959963984540054],
    [0.995, 2.575829303548901],
    [0.5, 0],
    [0.025, -1.959963984540054],
    [1e-10, -6.361340902404056],
  ])('%f of all lies below %f', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 12));

  it('undoes the tail', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
        expect(normalTail(-normalQuantile(p)) / p).toBeCloseTo(1, 10);
      }),
    );
  });
});
