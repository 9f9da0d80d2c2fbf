import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AttributionModel, attribute, attributionModels } from '../../lib/domain/attribution.ts';
import { seededRandom } from '../../lib/sandbox/random.ts';
import { anyPaths, close, path } from './attribution/any-paths.ts';

const day = 86_400_000;
const paths = [path('direct', 2), path('search>email', 3), path('search>social>email', 5)];

describe('attribute', () => {
  it.each<[AttributionModel, Record<string, number>]>([
    ['first', { direct: 2, search: 8 }],
    ['last', { direct: 2, email: 8 }],
    ['linear', { direct: 2, search: 19 / 6, email: 19 / 6, social: 5 / 3 }],
    ['position', { direct: 2, search: 3.5, email: 3.5, social: 1 }],
  ])('%s', (model, credits) => expect(attribute({ model, paths })).toEqual({ credits: close(credits) }));

  it('position shares the middle equally', () => {
    const { credits } = attribute({ model: 'position', paths: [path('a>b>c>b>d', 30)] });
    expect(credits).toEqual(close({ a: 12, b: 4, c: 2, d: 12 }));
  });

  it('time-decay halves with each half-life', () => {
    const aged = [{ ...path('a>b>c', 1), ages: [14, 7, 0] }];
    expect(attribute({ model: 'time-decay', paths: aged }).credits).toEqual(close({ a: 1 / 7, b: 2 / 7, c: 4 / 7 }));
    expect(attribute({ model: 'time-decay', paths: aged, halfLifeMs: 14 * day }).credits).toEqual(
      close(scaledTo1({ a: 0.5, b: Math.SQRT1_2, c: 1 })),
    );
    const ancient = [{ ...path('a>b', 4), ages: [1e6 + 7, 1e6] }];
    expect(attribute({ model: 'time-decay', paths: ancient }).credits).toEqual(close({ a: 4 / 3, b: 8 / 3 }));
  });

  it('credits a channel for each of its touches', () => {
    expect(attribute({ model: 'linear', paths: [path('a>a>b', 3)] }).credits).toEqual({ a: 2, b: 1 });
  });

  it.each(attributionModels)('%s conserves the conversions', (model) => {
    fc.assert(
      fc.property(anyPaths, (taken) => {
        const { credits } = attribute({ model, paths: taken });
        const values = Object.values(credits);
        const conversions = taken.reduce((sum, one) => sum + one.conversions, 0);
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(conversions, 9);
        expect(values.every((value) => value >= 0)).toBe(true);
      }),
    );
  });

  it.each(attributionModels)('%s has an answer when there is nothing to share, or nobody to share with', (model) => {
    expect(attribute({ model, paths: [] }).credits).toEqual({});
    expect(attribute({ model, paths: [path('', 3, 1)] }).credits).toEqual({ none: 3 });
    const unsuccessful = attribute({ model, paths: [path('email>push', 0, 9)] }).credits;
    expect(Object.values(unsuccessful).filter((credit) => credit !== 0)).toEqual([]);
  });

  it.each(['markov', 'shapley'] as const)('%s takes 10,000 paths over 10 channels', (model) => {
    const random = seededRandom(7);
    const many = Array.from({ length: 10_000 }, () => ({
      path: Array.from({ length: 1 + Math.floor(random.next() * 8) }, () => random.string(1, 'abcdefghij')),
      conversions: Math.floor(random.next() * 5),
      nulls: Math.floor(random.next() * 50),
    }));
    const { credits } = attribute({ model, paths: many });
    const conversions = many.reduce((sum, one) => sum + one.conversions, 0);
    expect(Object.values(credits).reduce((sum, value) => sum + value, 0)).toBeCloseTo(conversions, 6);
  });

  it.each([
    [{ paths: [path('a>b', 1)] }, /\["a","b"\].*time-decay needs the age/],
    [{ paths: [{ ...path('a>b', 1), ages: [1] }] }, /as many ages as touches/],
    [{ paths: [{ ...path('a', 1), ages: [-1] }] }, /-1: .*before the conversion/],
    [{ paths: [], halfLifeMs: 0 }, /"PT0S": a half-life is longer than 0/],
  ])('refuses %j', (wrong, says) => {
    expect(() => attribute({ model: 'time-decay', ...wrong })).toThrow(says);
  });
});

function scaledTo1(shares: Record<string, number>): Record<string, number> {
  const total = Object.values(shares).reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, share / total]));
}
