import { describe, expect, it } from 'vitest';
import type { Tally } from '../../lib/domain/tally.ts';
import type { FeedbackKind } from '../../lib/domain/touch-record.ts';
import { conclude } from '../../lib/engine/conclude.ts';
import { enter as enterBy } from '../../lib/engine/enter.ts';
import { note } from '../../lib/engine/listen.ts';
import { requestOf, runMachine, signUp, touchOnce } from './journey-of.ts';
import { day, hour, monday, program, Surroundings, welcome } from './surroundings.ts';

/** All that was counted of a channel, or of the runs. */
const sums = (tallied: readonly Tally[], of: Tally['of']) => {
  const all: Record<string, number> = {};
  for (const tally of tallied.filter((each) => each.of === of)) {
    for (const [name, value] of Object.entries(tally.add)) all[name] = (all[name] ?? 0) + value;
  }
  return all;
};

async function through(change: (world: Surroundings) => void = () => {}) {
  const world = new Surroundings();
  world.know('ada', { country: 'DE' });
  change(world);
  await signUp(world);
  await runMachine(world);
  return world;
}

describe('a run', () => {
  it('counts each person once a channel, and grows its path by what was said', async () => {
    const world = await through((w) => {
      w.program = { ...program, prices: { email: { mail: 0.0001 } } };
    });
    expect(sums(world.tallied, 'push')).toMatchObject({ 'users.eligible': 1, 'users.sent': 1, 'path.p': 1 });
    expect(sums(world.tallied, 'email')).toMatchObject({ 'users.sent': 1, 'path.pe': 1, cost: 100 });
    expect(sums(world.tallied, 'inapp')).toMatchObject({ 'users.sent': 1, 'path.pei': 1, sent: 1 });
  });

  it('leaves what was refused out of its path, and what was never said out of who was spoken to', async () => {
    const world = await through((w) => {
      w.answers.set('mail', [{ verdict: 'refused', reason: 'rejected', detail: 'no' }]);
      w.answers.set('bell', [{ verdict: 'unavailable', reason: 'down', detail: 'later' }]);
    });
    expect(sums(world.tallied, 'push')).toMatchObject({
      'held.provider-unavailable': 1,
      'users.eligible': 1,
      'path.p': 1,
    });
    expect(sums(world.tallied, 'email')).toEqual({
      'failed.rejected': 1,
      'first-steps.failed': 1,
      'users.eligible': 1,
    });
    expect(sums(world.tallied, 'inapp')).toMatchObject({ 'path.pi': 1 });
  });

  it('counts for the day of its entry, whenever its touches and its conversion come', async () => {
    const world = await through();
    world.time = monday + 6 * day;
    const outcry = { user: 'ada', event: 'onboarding.completed', id: 'done', at: world.time, detail: {} };
    await conclude(outcry, world.occasion(), { ...world, ...world.rules });
    expect(new Set(world.tallied.map(({ at }) => at))).toEqual(new Set([monday]));
    expect(sums(world.tallied, 'inapp')).toMatchObject({ 'users.converted': 1, 'path.pei.converted': 1 });
  });

  it('says on which side of each holdout it stands, of the channels that it speaks on', async () => {
    const world = await through((w) => {
      w.program = { ...program, holdouts: { channels: { email: 0.5, sms: 0.5 } } };
    });
    const entered = Object.keys(sums(world.tallied, 'runs')).filter((name) => name.startsWith('holdout:'));
    expect(entered).toEqual([expect.stringMatching(/^holdout:email=(?:in|out)\.entered$/)]);
  });

  it('says so of its market too, where its audience names countries, and that it converted once', async () => {
    const world = new Surroundings();
    world.know('ada', { country: 'DE' });
    world.program = { ...program, holdouts: { channels: { email: 0.5 } } };
    const goal = { on: 'order.placed', withinMs: 7 * day, value: 'total', count: 'every' } as const;
    const enter = { audience: { country: ['US', 'DE'] }, starts: 'now', overMs: 0 } as const;
    world.journeys = [{ ...welcome, enter, goal }];
    const launch = { journey: 'welcome', id: 'one', at: '2027-01-11T09:00:00Z', starts: 'now', over: 'PT0S' } as const;
    const entry = { journey: 'welcome', user: 'ada', eventId: 'one', at: monday, detail: {}, launch };
    await enterBy(entry, world.occasion(), { ...world, ...world.rules });
    for (const id of ['first', 'second']) {
      world.time += hour;
      const outcry = { user: 'ada', event: 'order.placed', id, at: world.time, detail: { total: 5 } };
      await conclude(outcry, world.occasion(), { ...world, ...world.rules });
    }
    const counted = Object.entries(sums(world.tallied, 'runs')).filter(([name]) => /holdout|market/.test(name));
    const side = /holdout:email=(\w+)/.exec(counted[0]?.[0] ?? '')?.[1];
    expect(Object.fromEntries(counted)).toEqual({
      [`holdout:email=${side}.entered`]: 1,
      [`holdout:email=${side}.converted`]: 1,
      [`holdout:email=${side}.conversions`]: 2,
      [`holdout:email=${side}.value`]: 10,
      [`holdout:email=${side}.value2`]: 100,
      [`holdout:email@DE=${side}.entered`]: 1,
      [`holdout:email@DE=${side}.converted`]: 1,
    });
  });

  it('says by which shares it was assigned', async () => {
    const world = await through();
    const names = Object.keys(sums(world.tallied, 'runs'));
    expect(names.filter((name) => name.startsWith('weights.'))).toEqual([
      expect.stringMatching(/^weights\.=control\.\w+$/),
    ]);
  });
});

describe('what comes back', () => {
  async function feedback(steps: readonly string[], kinds: readonly (readonly [string, FeedbackKind])[]) {
    const world = new Surroundings();
    world.know('ada');
    const twice = { ...welcome.steps, again: { name: 'again', channel: 'email', content: 'x' } } as const;
    world.journeys = [{ ...welcome, steps: steps.includes('again') ? twice : welcome.steps }];
    await signUp(world);
    await touchOnce(world, requestOf('hello'));
    world.time += day;
    await touchOnce(world, requestOf('first-steps'));
    const before = world.tallied.length;
    for (const [step, kind] of kinds) {
      const touch = { user: 'ada', run: requestOf('hello').run.id, step };
      const feedback = { touch, kind, at: world.time + hour, event: 'feedback' };
      await note(feedback, world.occasion(), { ...world, ...world.rules });
    }
    const counted = Object.entries(sums(world.tallied.slice(before), 'email'));
    return Object.fromEntries(counted.filter(([name]) => name.startsWith('users.')));
  }

  it('counts a person once, and as reached and opened who clicked', async () => {
    expect(
      await feedback(
        ['first-steps'],
        [
          ['first-steps', 'clicked'],
          ['first-steps', 'clicked'],
        ],
      ),
    ).toEqual({
      'users.delivered': 1,
      'users.opened': 1,
      'users.clicked': 1,
    });
    expect(
      await feedback(
        ['first-steps'],
        [
          ['first-steps', 'delivered'],
          ['first-steps', 'opened'],
          ['first-steps', 'clicked'],
        ],
      ),
    ).toEqual({ 'users.delivered': 1, 'users.opened': 1, 'users.clicked': 1 });
  });

  it('counts a person once over several messages on one channel', async () => {
    expect(
      await feedback(
        ['first-steps', 'again'],
        [
          ['first-steps', 'opened'],
          ['again', 'delivered'],
          ['again', 'opened'],
          ['again', 'clicked'],
        ],
      ),
    ).toEqual({ 'users.delivered': 1, 'users.opened': 1, 'users.clicked': 1 });
  });
});
