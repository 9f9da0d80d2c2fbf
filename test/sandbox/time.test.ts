import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/sandbox/random.ts';
import { Retries } from '../../lib/sandbox/stepfunctions/retries.ts';
import { Timers } from '../../lib/sandbox/timers.ts';
import { startRig } from './rig.ts';

describe('timers', () => {
  it('come by due instant, then in the order they were set, without the cancelled', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ due: fc.integer({ min: 0, max: 20 }), cancelled: fc.boolean() })), (plan) => {
        const timers = new Timers();
        const fired: number[] = [];
        for (const [index, { due, cancelled }] of plan.entries()) {
          const timer = timers.add(due, () => fired.push(index));
          if (cancelled) timer.cancel();
        }
        for (let next = timers.next(); next !== undefined; next = timers.next()) timers.take(next)?.();
        const expected = plan
          .map(({ due, cancelled }, index) => ({ due, cancelled, index }))
          .filter(({ cancelled }) => !cancelled)
          .sort((a, b) => a.due - b.due || a.index - b.index);
        expect(fired).toEqual(expected.map(({ index }) => index));
      }),
    );
  });
});

describe('retries of a state', () => {
  const retrier = {
    errors: ['A'],
    intervalSeconds: 2,
    maxAttempts: 3,
    backoffRate: 3,
    maxDelaySeconds: 10,
    fullJitter: false,
  };
  const all = { ...retrier, errors: ['States.ALL'], maxAttempts: 1, intervalSeconds: 1 };

  it('back off up to the longest delay, each retrier by its own count', () => {
    const retries = new Retries([retrier, all], seededRandom(1));
    const errors = ['A', 'A', 'B', 'A', 'A', 'B'];
    expect(errors.map((error) => retries.delayAfter(error))).toEqual([2000, 6000, 1000, 10_000, null, null]);
  });

  it('let the first retrier that matches decide, even one that allows none', () => {
    const retries = new Retries([{ ...retrier, maxAttempts: 0 }, all], seededRandom(1));
    expect([retries.delayAfter('A'), retries.delayAfter('B')]).toEqual([null, 1000]);
  });

  it('do not cover what AWS never retries', () => {
    const failed = { ...all, errors: ['States.TaskFailed'] };
    expect(new Retries([all], seededRandom(1)).delayAfter('States.Runtime')).toBeNull();
    expect(new Retries([failed], seededRandom(1)).delayAfter('States.Timeout')).toBeNull();
    expect(new Retries([failed], seededRandom(1)).delayAfter('Anything')).toBe(1000);
  });

  it('jitter between nothing and the whole delay', () => {
    const delays = Array.from({ length: 200 }, (_, seed) =>
      new Retries([{ ...retrier, fullJitter: true }], seededRandom(seed)).delayAfter('A'),
    );
    expect(Math.min(...delays.map(Number))).toBeLessThan(200);
    expect(Math.max(...delays.map(Number))).toBeGreaterThan(1800);
  });
});

describe('flowing time', () => {
  it('fires by itself, and still jumps when told', async () => {
    const rig = await startRig({ clock: 3600 });
    try {
      const touched = new Promise<string>((resolve) => rig.sandbox.on('touch', ({ channel }) => resolve(channel)));
      await rig.sing('ada', {}, '2027-01-11T09:30:00Z');
      expect(await touched).toBe('email');
      const { now } = await rig.advance('P2D');
      expect(now > '2027-01-13T09:30:00Z').toBe(true);
      expect((await rig.outbox()).map(({ channel }) => channel)).toEqual(['email', 'push']);
    } finally {
      await rig.close();
    }
  });
});
