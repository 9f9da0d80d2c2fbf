import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markov } from '../../../lib/domain/attribution/markov.ts';
import type { Path } from '../../../lib/domain/attribution.ts';
import { anyPaths, close, path } from './any-paths.ts';

/** The chance to convert, moving users along until none is left on the way; whoever would move to `removed` is lost. */
function converting(paths: readonly Path[], removed?: string): number {
  const moves = new Map<string, Map<string, number>>();
  for (const { path: touches, conversions, nulls } of paths) {
    for (const [end, users] of [
      ['(converted)', conversions],
      ['(lost)', nulls],
    ] as const) {
      const states = ['(start)', ...touches, end];
      for (const [at, from] of states.slice(0, -1).entries()) {
        const next = moves.get(from) ?? new Map<string, number>();
        moves.set(from, next.set(states[at + 1] as string, (next.get(states[at + 1] as string) ?? 0) + users));
      }
    }
  }
  let converted = 0;
  let travelling = new Map([['(start)', 1]]);
  for (let step = 0; step < 20_000 && travelling.size > 0; step++) {
    const next = new Map<string, number>();
    for (const [from, share] of travelling) {
      const targets = [...(moves.get(from) ?? [])];
      const users = targets.reduce((sum, [, count]) => sum + count, 0);
      for (const [to, count] of targets) {
        const moved = (share * count) / users;
        if (to === '(converted)') converted += moved;
        else if (to !== '(lost)' && to !== removed && moved > 1e-18) next.set(to, (next.get(to) ?? 0) + moved);
      }
    }
    travelling = next;
  }
  return converted;
}

describe('markov', () => {
  it('credits by what would be lost without a channel', () => {
    expect(markov([path('C1>C2>C3', 1), path('C1', 0, 1), path('C2>C3', 0, 1)])).toEqual({
      credits: close({ C1: 0.2, C2: 0.4, C3: 0.4 }),
      removalEffects: close({ C1: 0.5, C2: 1, C3: 1 }),
    });
  });

  it('knows the channels that never converted, and gives them nothing', () => {
    expect(markov([path('email', 3), path('push', 0, 5)])).toEqual({
      credits: { email: 3, push: 0 },
      removalEffects: { email: 1, push: 0 },
    });
    expect(markov([path('email', 0, 2)])).toEqual({ credits: { email: 0 }, removalEffects: { email: 0 } });
  });

  it('counts those who came by themselves when it weighs, and leaves them their conversions', () => {
    const { credits, removalEffects } = markov([path('email', 2), path('', 2)]);
    expect(removalEffects).toEqual(close({ email: 0.5 }));
    expect(credits).toEqual(close({ email: 2, none: 2 }));
  });

  it('agrees with following the users step by step, the channel taken out', () => {
    fc.assert(
      fc.property(anyPaths, (paths) => {
        const taken = paths.filter(({ conversions, nulls }) => conversions + nulls > 0);
        const all = converting(taken);
        const { removalEffects } = markov(paths);
        expect(new Set(Object.keys(removalEffects))).toEqual(new Set(taken.flatMap(({ path: touches }) => touches)));
        for (const [channel, effect] of Object.entries(removalEffects)) {
          expect(effect).toBeCloseTo(all === 0 ? 0 : 1 - converting(taken, channel) / all, 9);
        }
      }),
    );
  });
});
