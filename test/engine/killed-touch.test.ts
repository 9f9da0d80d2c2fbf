import { describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { concludeFailed } from '../../lib/engine/conclude.ts';
import { requestOf, runMachine, signUp, touchOnce } from './journey-of.ts';
import { known, sums } from './known.ts';
import { day, hour, monday, Surroundings } from './surroundings.ts';

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

  it('that was claimed and never recorded is in doubt once its execution has failed', async () => {
    for (const [step, times] of [
      ['hello', 1],
      ['tips', 3],
    ] as const) {
      const world = await journeyOf(() => {});
      const steps = ['hello', 'first-steps', 'tips'] as const;
      for (const [index, each] of steps.slice(0, times).entries()) {
        world.time = monday + index * 2 * day;
        const dies = each === step;
        if (dies) world.touches.settle = () => Promise.reject(new Error('killed'));
        await touchOnce(world, requestOf(each)).catch(() => {});
      }
      const failed = { user: 'ada', run: runId('welcome', 'ada', 'event-1'), why: 'failed' } as const;
      const fails = () => concludeFailed(failed, world.occasion(), { ...world, ...world.rules });
      const before = sums(world.tallied);
      await fails();
      // It may still be under way.
      expect(world.outcomes()[step]).toBeUndefined();
      world.time += hour;
      await fails();
      await fails();
      expect(world.outcomes()[step]).toBe('unknown');
      const counted = sums(world.tallied);
      expect([
        before[`${step === 'hello' ? 'push' : 'inapp'} unknown`],
        counted[`${step === 'hello' ? 'push' : 'inapp'} unknown`],
      ]).toEqual([undefined, 1]);
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
