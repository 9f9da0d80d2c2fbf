import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, holm } from '../../lib/domain/several-comparisons.ts';

const ps = [0.01, 0.04, 0.03, 0.005, 0.55, 0.6];

it('holm multiplies the smallest with the most', () => {
  const expected = [0.05, 0.12, 0.12, 0.03, 1, 1];
  expect(holm(ps)).toEqual(expected.map((p) => expect.closeTo(p, 12)));
});

it('benjaminiHochberg divides by the rank', () => {
  const expected = [0.03, 0.06, 0.06, 0.03, 0.6, 0.6];
  expect(benjaminiHochberg(ps)).toEqual(expected.map((p) => expect.closeTo(p, 12)));
});

describe.each([
  ['holm', holm],
  ['benjaminiHochberg', benjaminiHochberg],
])('%s', (_, adjust) => {
  it('lowers no p value, keeps their order, and leaves a single one', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (raw) => {
        const adjusted = adjust(raw);
        for (const [at, p] of raw.entries()) {
          const here = adjusted[at] ?? Number.NaN;
          expect(here).toBeGreaterThanOrEqual(p);
          expect(here).toBeLessThanOrEqual(1);
          for (const [other, q] of raw.entries()) if (q <= p) expect(adjusted[other]).toBeLessThanOrEqual(here);
        }
        if (raw.length === 1) expect(adjusted).toEqual(raw);
      }),
    );
  });
});

it('holm is never below benjaminiHochberg', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (raw) => {
      const gentle = benjaminiHochberg(raw);
      for (const [at, p] of holm(raw).entries()) expect(p).toBeGreaterThanOrEqual((gentle[at] ?? 0) - 1e-12);
    }),
  );
});
