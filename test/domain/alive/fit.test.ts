import { describe, expect, it } from 'vitest';
import { fitAlive, logLikelihood } from '../../../lib/domain/alive/fit.ts';
import { cdnow } from './cdnow.ts';

const weeks = cdnow.map(({ tx, T, ...rest }) => ({ ...rest, tx: tx / 7, T: T / 7 }));

describe('the fit on CDNOW', () => {
  it('of BG/NBD is the published one', () => {
    const { params, logLikelihood: ll, converged } = fitAlive('bg-nbd', weeks);
    expect(converged).toBe(true);
    expect(ll).toBeCloseTo(-9582.4, 1);
    expect(params.r).toBeCloseTo(0.2426, 3);
    expect(params.alpha).toBeCloseTo(4.4136, 2);
    expect(params.a).toBeCloseTo(0.7929, 2);
    expect(params.b).toBeCloseTo(2.4259, 2);
  });

  it('of MBG/NBD is the published one', () => {
    const { params } = fitAlive('mbg-nbd', weeks);
    expect(params.r).toBeCloseTo(0.525, 3);
    expect(params.alpha).toBeCloseTo(6.183, 2);
    expect(params.a).toBeCloseTo(0.891, 2);
    expect(params.b).toBeCloseTo(1.614, 2);
  });

  it('is no worse in another unit: the rate alone is scaled', () => {
    const [inWeeks, inDays] = [fitAlive('mbg-nbd', weeks), fitAlive('mbg-nbd', cdnow)];
    expect(inDays.params.alpha / inWeeks.params.alpha).toBeCloseTo(7, 1);
    expect(inDays.params.r).toBeCloseTo(inWeeks.params.r, 2);
  });
});

describe('the likelihood', () => {
  it('takes customers with one history together', () => {
    const params = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };
    const one = { x: 2, tx: 10, T: 30, customers: 1 };
    expect(logLikelihood('mbg-nbd', params, [{ ...one, customers: 3 }])).toBeCloseTo(
      logLikelihood('mbg-nbd', params, [one, one, one]),
      10,
    );
  });

  it('refuses to fit those who all bought once', () => {
    expect(() => fitAlive('mbg-nbd', [{ x: 0, tx: 0, T: 9, customers: 40 }])).toThrow(/bought on two days/);
  });
});
