import { describe, expect, it } from 'vitest';
import { checkRatio, mismatchBelow } from '../../lib/domain/srm.ts';

describe('checkRatio', () => {
  it.each([
    { counts: [1000, 1200], weights: [0.5, 0.5], p: 0.000020079 },
    { counts: [310, 98], weights: [0.75, 0.25], p: 0.647434186 },
    { counts: [310, 98], weights: [3, 1], p: 0.647434186 },
    { counts: [310, 0, 98], weights: [0.75, 0, 0.25], p: 0.647434186 },
    { counts: [500, 500], weights: [0.5, 0.5], p: 1 },
  ])('$counts by $weights → $p', ({ counts, weights, p }) => {
    expect(checkRatio(counts, weights)).toEqual({ p: expect.closeTo(p, 9) });
  });

  it('alerts below 0.001', () => {
    expect(checkRatio([1000, 1200], [1, 1]).p).toBeLessThan(mismatchBelow);
  });

  it('says how many users are in an arm that should have none', () => {
    expect(checkRatio([310, 98, 7], [0.75, 0.25, 0])).toEqual({ p: expect.closeTo(0.647434186, 9), unexpected: 7 });
  });

  it('finds nothing wrong where there is nothing to compare', () => {
    expect(checkRatio([0, 0], [0.5, 0.5])).toEqual({ p: 1 });
    expect(checkRatio([12, 0], [1, 0])).toEqual({ p: 1 });
  });

  it('refuses what does not belong together', () => {
    expect(() => checkRatio([1, 2], [1])).toThrow(/as many weights as counts/);
    expect(() => checkRatio([1, 2], [0, 0])).toThrow(/a weight above 0/);
  });
});
