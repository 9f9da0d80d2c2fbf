import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AliveQuestion, alive } from '../../lib/domain/alive.ts';

/** Fitted to the CDNOW data, in weeks. */
const cdnow = {
  'bg-nbd': { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 },
  'mbg-nbd': { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
} as const;
const history = { x: 2, tx: 30.43, T: 38.86 };
/** So few purchases that doubles on the way to their number lose digits. */
const none = 1e-290;

/** Gauss's series, as far as doubles tell. */
function hypergeometric(a: number, b: number, c: number, w: number): number {
  let [term, sum] = [1, 1];
  for (let k = 0; k < 20_000; k++) {
    term *= (((a + k) * (b + k)) / ((c + k) * (k + 1))) * w;
    sum += term;
  }
  return sum;
}

/** The published forms, as they stand. */
function published({ model, params: { r, alpha, a, b }, x, tx, T, t = 0 }: AliveQuestion): number {
  const more = model === 'mbg-nbd' ? 1 : 0;
  const c = a + b + x + more - 1;
  const series = hypergeometric(r + x, b + x + more, c, t / (alpha + T + t));
  const purchases = (c / (a - 1)) * (1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * series);
  const gone = x === 0 && more === 0 ? 0 : (a / (b + x + more - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x);
  return purchases / (1 + gone);
}

const anyParams = fc.record({
  r: fc.double({ min: 0.05, max: 5, noNaN: true }),
  alpha: fc.double({ min: 0.1, max: 50, noNaN: true }),
  a: fc.double({ min: 0.05, max: 5, noNaN: true }),
  b: fc.double({ min: 0.05, max: 10, noNaN: true }),
});
const anyCustomer: fc.Arbitrary<Required<AliveQuestion>> = fc
  .record({
    model: fc.constantFrom('bg-nbd', 'mbg-nbd'),
    params: anyParams,
    x: fc.nat({ max: 40 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    T: fc.double({ min: 0, max: 200, noNaN: true }),
    t: fc.double({ min: 0, max: 200, noNaN: true }),
  })
  .map(({ share, ...customer }) => ({ ...customer, tx: customer.x === 0 ? 0 : share * customer.T }));

describe('alive', () => {
  it('expects 1.226 purchases of the CDNOW customer, by BG/NBD', () => {
    const { expected } = alive({ model: 'bg-nbd', params: cdnow['bg-nbd'], ...history, t: 39 });
    expect(expected).toBeCloseTo(1.226, 3);
  });

  it('says 1 for anyone who bought once by BG/NBD, and not by MBG/NBD', () => {
    const once = { x: 0, tx: 0, T: 38.86 };
    expect(alive({ model: 'bg-nbd', params: cdnow['bg-nbd'], ...once })).toEqual({ alive: 1 });
    const { r, alpha, a, b } = cdnow['mbg-nbd'];
    // Gone at once, in a of a + b cases, against silent for 38.86 weeks.
    const silent = (b / (a + b)) * (alpha / (alpha + 38.86)) ** r;
    expect(alive({ model: 'mbg-nbd', params: cdnow['mbg-nbd'], ...once }).alive).toBeCloseTo(
      silent / (silent + a / (a + b)),
      12,
    );
  });

  it('expects what the published forms say, where these have their digits', () => {
    fc.assert(
      fc.property(anyCustomer, (customer) => {
        fc.pre(Math.abs(customer.params.a - 1) > 0.05 && customer.t < 10 * (customer.params.alpha + customer.T));
        const value = published(customer);
        const { expected = Number.NaN } = alive(customer);
        expect(Math.abs(expected - value)).toBeLessThan(1e-8 * Math.max(1, value));
      }),
    );
  });

  it('expects the same across a = 1, where the published forms divide by 0', () => {
    const expectedAt = (a: number) =>
      alive({ model: 'mbg-nbd', params: { ...cdnow['mbg-nbd'], a }, ...history, t: 39 }).expected ?? Number.NaN;
    expect(expectedAt(1)).toBeCloseTo((expectedAt(0.99999) + expectedAt(1.00001)) / 2, 9);
    expect(expectedAt(1)).toBeCloseTo(1.1953, 4);
  });

  it('is a probability that falls with silence', () => {
    fc.assert(
      fc.property(anyCustomer, fc.double({ min: 0, max: 100, noNaN: true }), (customer, silence) => {
        const now = alive(customer).alive;
        const later = alive({ ...customer, T: customer.T + silence }).alive;
        expect(now >= 0 && now <= 1).toBe(true);
        expect(later).toBeLessThanOrEqual(now + 1e-12);
      }),
    );
  });

  it('expects more in a longer time, and no more than of someone who never leaves', () => {
    fc.assert(
      fc.property(anyCustomer, (customer) => {
        const { expected = Number.NaN } = alive(customer);
        const { expected: twice = Number.NaN } = alive({ ...customer, t: 2 * customer.t });
        const { r, alpha } = customer.params;
        expect(expected).toBeGreaterThanOrEqual(0);
        expect(twice).toBeGreaterThanOrEqual(expected * (1 - 1e-12) - none);
        expect(expected).toBeLessThanOrEqual(
          ((r + customer.x) / (alpha + customer.T)) * customer.t * (1 + 1e-12) + none,
        );
      }),
    );
  });

  it('holds out at the far ends', () => {
    const frequent = { x: 5000, tx: 100, T: 1e6 };
    expect(alive({ model: 'mbg-nbd', params: cdnow['mbg-nbd'], ...frequent, t: 1e9 })).toEqual({
      alive: 0,
      expected: 0,
    });
    // Whoever leaves after every second purchase makes but one more, however long one waits.
    const params = { r: 1, alpha: 1, a: 1e5, b: 1e5 };
    const { alive: chance, expected = Number.NaN } = alive({ model: 'bg-nbd', params, x: 1, tx: 1, T: 1, t: 1e12 });
    expect(expected / chance).toBeCloseTo(2, 4);
  });

  it.each([
    [{ x: 1.5 }, /counts purchases/],
    [{ x: -1 }, /counts purchases/],
    [{ tx: 39 }, /from 0 to T/],
    [{ x: 0 }, /bought once bought last at 0/],
    [{ t: -1 }, /t is not negative/],
    [{ params: { ...cdnow['bg-nbd'], b: 0 } }, /above 0/],
  ])('refuses %j', (wrong, says) => {
    expect(() => alive({ model: 'bg-nbd', params: cdnow['bg-nbd'], ...history, ...wrong })).toThrow(says);
  });
});
