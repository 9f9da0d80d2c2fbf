import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapley } from '../../../lib/domain/attribution/shapley.ts';
import type { Path } from '../../../lib/domain/attribution.ts';
import { anyPaths, close, path } from './any-paths.ts';

function orders(names: readonly string[]): string[][] {
  if (names.length === 0) return [[]];
  return names.flatMap((name) => orders(names.filter((other) => other !== name)).map((rest) => [name, ...rest]));
}

/** Conversion rate of the users whose channels all lie in the set. */
function worth(paths: readonly Path[], set: readonly string[]): number {
  const within = paths.filter(({ path: touches }) => touches.every((channel) => set.includes(channel)));
  const conversions = within.reduce((sum, taken) => sum + taken.conversions, 0);
  const users = within.reduce((sum, taken) => sum + taken.conversions + taken.nulls, 0);
  return users === 0 ? 0 : conversions / users;
}

/** What each channel adds when it comes, over all orders of coming. */
function byOrders(paths: readonly Path[]): Record<string, number> {
  const channels = [...new Set(paths.flatMap(({ path: touches }) => touches))];
  const all = orders(channels);
  const added = Object.fromEntries(channels.map((channel) => [channel, 0]));
  for (const order of all) {
    for (const [at, channel] of order.entries()) {
      const gain = worth(paths, order.slice(0, at + 1)) - worth(paths, order.slice(0, at));
      added[channel] = (added[channel] ?? 0) + gain / all.length;
    }
  }
  return added;
}

describe('shapley', () => {
  it('credits by what a channel adds to the rate of those before it', () => {
    // email alone converts half, push alone a tenth, both together all: rates .5, .1 and (5 + 1 + 10) / 30.
    const paths = [path('email', 5, 5), path('push', 1, 9), path('push>email', 10)];
    const both = 16 / 30;
    const [email, push] = [(0.5 + both - 0.1) / 2, (0.1 + both - 0.5) / 2];
    expect(shapley(paths)).toEqual(close({ email: (16 * email) / both, push: (16 * push) / both }));
  });

  it('gives nothing to a channel that takes away, and lets no other pay for it', () => {
    expect(shapley([path('email', 5, 5), path('email>sms', 0, 90)])).toEqual(close({ email: 5, sms: 0 }));
  });

  it('shares equally when no channel adds to those who came by themselves', () => {
    const paths = [path('', 10), path('email', 1, 9), path('push', 1, 9), path('sms', 0, 5)];
    expect(shapley(paths)).toEqual(close({ email: 1, push: 1, sms: 0, none: 10 }));
  });

  it('agrees with every order in which the channels could come', () => {
    fc.assert(
      fc.property(anyPaths, (paths) => {
        const taken = paths.filter(({ conversions, nulls }) => conversions + nulls > 0);
        const values = byOrders(taken);
        const clipped = Object.entries(values).map(([name, value]) => [name, Math.max(0, value)] as const);
        const total = clipped.reduce((sum, [, value]) => sum + value, 0);
        fc.pre(total > 1e-9);
        const touched = taken.reduce((sum, one) => sum + (one.path.length > 0 ? one.conversions : 0), 0);
        const credits = shapley(paths);
        for (const [name, value] of clipped) expect(credits[name]).toBeCloseTo((touched * value) / total, 9);
      }),
    );
  });

  it('takes 16 channels and refuses 17', () => {
    const alone = (count: number) => Array.from({ length: count }, (_, at) => path(`channel-${at}`, 1, at));
    expect(Object.keys(shapley(alone(16)))).toHaveLength(16);
    expect(() => shapley(alone(17))).toThrow(/17.*at most 16/);
  });
});
