import { describe, expect, it } from 'vitest';
import { requestOf, runMachine, signUp, touchOnce } from './journey-of.ts';
import { known, sums } from './known.ts';
import { Surroundings } from './surroundings.ts';

describe('a touch, killed at any of its calls', () => {
  const journeyOf = async (change: (world: Surroundings) => void) => {
    const world = await known(change);
    await signUp(world);
    return world;
  };
  const outcomes = ['sent', 'unknown', 'failed', 'skipped'] as const;

  const down = { verdict: 'unavailable', reason: 'down', detail: '' } as const;
  const refused = { verdict: 'refused', reason: 'rejected', detail: '' } as const;
  const ways: Readonly<Record<string, (world: Surroundings) => void>> = {
    'is sent': () => {},
    'is refused': (world) => world.answers.set('bell', [refused]),
    'is skipped': (world) => world.know('ada', { push: [] }),
    'is put off': (world) => world.answers.set('bell', [down]),
  };

  it.each(Object.entries(ways))('that %s: each step has one outcome, counted once', async (_, change) => {
    const calm = await journeyOf(change);
    const before = calm.calls;
    await runMachine(calm);
    for (const when of ['before', 'after'] as const) {
      for (let call = before + 1; call <= calm.calls; call++) {
        const world = await journeyOf(change);
        world.kill = { call, when };
        await runMachine(world);
        const label = `killed ${when} call ${call - before}`;
        const counted = sums(world.tallied);
        for (const [channel, step] of [
          ['push', 'hello'],
          ['email', 'first-steps'],
          ['inapp', 'tips'],
        ] as const) {
          const times = outcomes.reduce((sum, outcome) => sum + (counted[`${channel} ${step}.${outcome}`] ?? 0), 0);
          expect(times, `${label}: ${step}`).toBe(1);
          expect(counted[`${channel} users.eligible`], `${label}: ${step}`).toBe(1);
        }
        // Killed between the call of a provider and its record, a touch is in doubt; otherwise all is as if nobody had died.
        const isInDoubt = Object.values(world.outcomes()).includes('unknown');
        if (!isInDoubt) expect(counted, label).toEqual(sums(calm.tallied));
      }
    }
  });

  it('that is held: the hold counts once', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; call <= 8; call++) {
        const world = new Surroundings();
        await signUp(world);
        world.kill = { call: world.calls + call, when };
        for (let attempt = 1; attempt <= 3; attempt++) {
          const held = await touchOnce(world, requestOf('hello')).catch((error: Error) => error.name);
          if (held === 'Hold') break;
          world.time += 2_000;
        }
        expect(sums(world.tallied)['push held.awaiting-profile'], `killed ${when} call ${call}`).toBe(1);
      }
    }
  });
});
