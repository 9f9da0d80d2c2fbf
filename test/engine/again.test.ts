import { describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { again } from '../../lib/engine/again.ts';
import { portsOf, requestOf, runMachine, signUp, touchOnce } from './journey-of.ts';
import { day, hour, monday, Surroundings } from './surroundings.ts';

const down = { verdict: 'unavailable', reason: 'down', detail: '' } as const;
const ours = { verdict: 'misconfigured', reason: 'sender', detail: '' } as const;
const touch = { user: 'ada', run: runId('welcome', 'ada', 'event-1'), step: 'hello' };

/** Ada's first step was given up, and her journey went on to its end. */
async function givenUp(answer: typeof down | typeof ours = down) {
  const world = new Surroundings();
  world.know('ada');
  await signUp(world);
  world.answers.set('bell', Array(40).fill(answer));
  await runMachine(world);
  world.answers.set('bell', []);
  // In the morning, so that it may speak.
  world.time = monday + 6 * day;
  return world;
}

const sendAgain = (world: Surroundings) => {
  const [listed] = world.givenUp.listed;
  const { at = world.time, journey = 'welcome', channel = 'push' as const } = listed ?? {};
  return again({ touch, journey, channel, at }, portsOf(world));
};
const bells = (world: Surroundings) => world.sent.filter(({ provider }) => provider === 'bell').length;

describe('what was given up', () => {
  it('is listed with why, and by whom, once', async () => {
    const world = await givenUp(ours);
    const record = [...world.records].find(([key]) => key.endsWith('/hello'))?.[1];
    const about = { journey: 'welcome', channel: 'push', provider: 'bell', reason: 'sender' };
    expect(world.givenUp.listed).toEqual([{ touch, at: record?.at, ...about }]);
    // A retry that had not heard the answer notes it again.
    await expect(touchOnce(world, requestOf('hello'))).rejects.toThrow();
    expect(world.givenUp.listed).toHaveLength(1);
  });

  it('is sent again once, with its slot in the caps, and the run stays as it was', async () => {
    const world = await givenUp();
    const before = world.ledgers.get('ada')?.runs;
    expect(await sendAgain(world)).toEqual({ outcome: 'sent' });
    expect(bells(world)).toBe(1);
    expect(world.outcomes()).toMatchObject({ hello: 'sent' });
    expect(world.givenUp.listed).toEqual([]);
    expect(world.ledgers.get('ada')?.runs).toEqual(before);
    expect(world.ledgers.get('ada')?.touches).toContainEqual(
      expect.objectContaining({ at: world.time, channel: 'push' }),
    );
    expect(world.announced.at(-1)).toMatchObject({ type: 'touch.sent', detail: { provider: 'bell', step: 'hello' } });
    expect(await sendAgain(world)).toEqual({ outcome: 'closed' });
    expect(bells(world)).toBe(1);
  });

  it('is sent once by two who send it at once', async () => {
    const world = await givenUp();
    const answers = await Promise.all([sendAgain(world), sendAgain(world)]);
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['closed', 'sent']);
    expect(bells(world)).toBe(1);
    const pushes = world.ledgers.get('ada')?.touches.filter(({ channel }) => channel === 'push');
    expect(pushes).toHaveLength(1);
  });

  it('is sent by the rules as they are now', async () => {
    const night = await givenUp();
    night.time += 14 * hour;
    await expect(sendAgain(night)).rejects.toMatchObject({ name: 'Hold', message: '2027-01-18T08:00:00Z' });
    expect(night.givenUp.listed).toHaveLength(1);

    const refused = await givenUp();
    const ledger = refused.ledgers.get('ada');
    if (ledger)
      refused.ledgers.set('ada', { ...ledger, consents: { 'push.marketing': { granted: {}, withdrawn: monday } } });
    expect(await sendAgain(refused)).toEqual({ outcome: 'skipped', reason: 'consent-withdrawn' });
    expect(bells(refused)).toBe(0);
    expect(refused.givenUp.listed).toEqual([]);

    const converted = await givenUp();
    const { runs = {} } = converted.ledgers.get('ada') ?? {};
    const run = runs[touch.run];
    const closed = converted.ledgers.get('ada');
    if (run && closed) {
      const ended = { at: monday, why: 'converted', by: 'x' } as const;
      converted.ledgers.set('ada', { ...closed, runs: { [touch.run]: { ...run, ended } } });
    }
    expect(await sendAgain(converted)).toEqual({ outcome: 'closed' });
    expect(bells(converted)).toBe(0);
  });

  it('stays on the list while nobody takes it, and keeps no slot', async () => {
    const world = await givenUp();
    world.answers.set('bell', [ours]);
    expect(await sendAgain(world)).toEqual({ outcome: 'failed', reason: 'misconfigured: sender' });
    expect(world.outcomes()).toMatchObject({ hello: 'failed' });
    expect(world.givenUp.listed).toHaveLength(1);
    expect(world.ledgers.get('ada')?.touches.some(({ channel }) => channel === 'push')).toBe(false);
    expect(await sendAgain(world)).toEqual({ outcome: 'sent' });
  });

  it('is left at a doubt, and off the list', async () => {
    const world = await givenUp();
    world.answers.set('bell', [{ verdict: 'in-doubt', detail: '500' }]);
    expect(await sendAgain(world)).toEqual({ outcome: 'unknown', reason: 'in-doubt' });
    expect(await sendAgain(world)).toEqual({ outcome: 'closed' });
    expect(bells(world)).toBe(1);
  });

  it('never leaves twice, wherever the process dies', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; call <= 14; call += 1) {
        const world = await givenUp();
        world.kill = { call: world.calls + call, when };
        for (let retry = 0; retry < 3; retry += 1) await sendAgain(world).catch(() => {});
        expect(bells(world), `killed ${when} call ${call}`).toBeLessThanOrEqual(1);
      }
    }
  });
});
