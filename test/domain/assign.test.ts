import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, bucket, controlSalt, experimentSalt, pickArm } from '../../lib/domain/assign.ts';
import vectors from '../vectors/assign.json' with { type: 'json' };

/** FNV-1a in arbitrary precision, from the algorithm's definition. */
function slowFnv(text: string): bigint {
  let hash = 2166136261n;
  for (let at = 0; at < text.length; at++) hash = ((hash ^ BigInt(text.charCodeAt(at))) * 16777619n) % 2n ** 32n;
  return hash;
}

it.each(vectors)('$seed + $unit → $bucket, $variant', ({ seed, unit, weights, bucket: place, variant }) => {
  expect(assign(seed, unit, weights)).toEqual({ bucket: place, variant });
});

describe('bucket', () => {
  it('is FNV-1a of FNV-1a over UTF-16 units', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (seed, unit) => {
        expect(bucket(seed, unit)).toBe(Number(slowFnv(String(slowFnv(seed + unit))) % 10000n) / 10000);
      }),
    );
  });

  it('is even: each tenth holds a tenth of the people', () => {
    const tenths = Array<number>(10).fill(0);
    for (let user = 0; user < 20_000; user++) {
      const tenth = Math.floor(bucket(controlSalt('welcome'), `user-${user}`) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('is independent between salts', () => {
    let both = 0;
    for (let user = 0; user < 20_000; user++) {
      const control = bucket(controlSalt('welcome'), `user-${user}`) < 0.5;
      if (control && bucket(experimentSalt('welcome', 'offer'), `user-${user}`) < 0.5) both++;
    }
    expect(Math.abs(both - 5000)).toBeLessThan(250);
  });
});

describe('assign', () => {
  it('gives the range that holds the bucket, or none', () => {
    const weights = fc.array(fc.double({ min: 0, max: 0.4, noNaN: true }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.string(), weights, (unit, shares) => {
        const { bucket: place, variant } = assign('s', unit, shares);
        const starts = shares.map((_, index) => shares.slice(0, index).reduce((sum, share) => sum + share, 0));
        const holds = (index: number) =>
          place >= (starts[index] ?? 0) && place < (starts[index] ?? 0) + (shares[index] ?? 0);
        expect(variant).toBe(shares.map((_, index) => index).find(holds) ?? null);
      }),
    );
  });
});

it('pickArm names the arm', () => {
  expect(pickArm('foo', 'def', { 'percent-off': 0.2, 'feature-unlock': 0.8 })).toBe('feature-unlock');
  expect(pickArm('foo', 'def', { a: 0.2 })).toBeNull();
});
