import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { katz } from '../../../lib/domain/lift/katz.ts';
import { anyArm } from './any-arm.ts';

describe('katz', () => {
  // The Physicians' Health Study: heart attacks, placebo against aspirin (Agresti, Categorical Data Analysis).
  it('189 of 11034 against 104 of 11037 → 1.8178, 1.4330 to 2.3059', () => {
    const { estimate, low, high } = katz({ n: 11_034, x: 189 }, { n: 11_037, x: 104 });
    expect(estimate).toBeCloseTo(1.8178, 4);
    expect(low).toBeCloseTo(1.433, 4);
    expect(high).toBeCloseTo(2.3059, 4);
  });

  it('is undefined without conversions', () => {
    const [none, some] = [
      { n: 20, x: 0 },
      { n: 10, x: 5 },
    ];
    expect(katz(none, some)).toEqual({ estimate: 0, low: null, high: null });
    expect(katz(some, none)).toEqual({ estimate: null, low: null, high: null });
    expect(katz(none, none)).toEqual({ estimate: null, low: null, high: null });
  });

  it('contains the ratio, and is its own inverse when the arms are swapped', () => {
    fc.assert(
      fc.property(anyArm, anyArm, (one, other) => {
        const [{ estimate, low, high }, turned] = [katz(one, other), katz(other, one)];
        if (estimate === null || low === null || high === null) return;
        expect(low <= estimate && estimate <= high).toBe(true);
        expect(low * (turned.high ?? Number.NaN)).toBeCloseTo(1, 10);
      }),
    );
  });
});
