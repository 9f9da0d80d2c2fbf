import { describe, expect, it } from 'vitest';
import { requestOf, runMachine, signUp, touchOnce } from './journey-of.ts';
import { day, hour, minute, monday, Surroundings, welcome } from './surroundings.ts';

const begun = async () => {
  const world = new Surroundings();
  world.know('ada');
  await signUp(world);
  return world;
};
const down = { verdict: 'unavailable', reason: 'down', detail: '' } as const;

describe('a touch that no provider takes', () => {
  it('gives the slot back when every provider is down, is patient with marketing for six hours, then fails', async () => {
    const world = await begun();
    world.answers.set('bell', Array(30).fill(down));
    await runMachine(world);
    const held = world.announced.filter(({ type }) => type === 'touch.held');
    expect(held.length).toBeLessThanOrEqual(14);
    const { hello } = world.outcomes();
    expect(hello).toBe('failed');
    const record = [...world.records].find(([key]) => key.endsWith('/hello'))?.[1];
    expect(record).toMatchObject({ reason: 'down', provider: 'bell', held: { unavailable: held.length } });
    expect((record?.at ?? 0) - monday).toBeGreaterThanOrEqual(6 * hour);
    expect((record?.at ?? 0) - monday).toBeLessThan(6 * hour + 6 * minute);
    expect(world.outcomes()).toMatchObject({ 'first-steps': 'sent' });
    expect(world.ledgers.get('ada')?.touches.map(({ channel }) => channel)).toEqual(['email', 'inapp']);
  });

  it('is patient with transactional for a day, and with whatever the program says', async () => {
    for (const [patience, after] of [
      [undefined, day],
      [{ transactional: 2 * hour, marketing: minute }, 2 * hour],
    ] as const) {
      const world = new Surroundings();
      world.journeys = [{ ...welcome, purpose: 'transactional' }];
      if (patience) world.program = { ...world.program, patience };
      world.know('ada');
      await signUp(world);
      world.answers.set('bell', Array(40).fill(down));
      await runMachine(world);
      const record = [...world.records].find(([key]) => key.endsWith('/hello'))?.[1];
      expect(record).toMatchObject({ outcome: 'failed' });
      expect((record?.at ?? 0) - monday).toBeGreaterThanOrEqual(after);
      expect((record?.at ?? 0) - monday).toBeLessThan(after + 6 * minute);
    }
  });

  it('counts the patience of a touch that was held before there was one from that hold', async () => {
    const world = await begun();
    world.answers.set('bell', [down, ...Array(30).fill(down)]);
    await expect(touchOnce(world, requestOf('hello'))).rejects.toThrow();
    const [key, record] = [...world.records][0] ?? ['', undefined];
    const decisions = record?.held?.decisions.map(({ since: _since, ...decision }) => decision) ?? [];
    if (record) world.records.set(key, { ...record, held: { times: 3, unavailable: 3, decisions } });
    world.time += 7 * hour;
    await touchOnce(world, requestOf('hello'));
    expect(world.outcomes()).toMatchObject({ hello: 'failed' });
  });

  it('no longer tries marketing once its goal can no longer be reached', async () => {
    const world = new Surroundings();
    world.journeys = [{ ...welcome, goal: { on: 'onboarding.completed', withinMs: 2 * hour } }];
    world.know('ada');
    await signUp(world);
    world.answers.set('bell', Array(30).fill(down));
    await runMachine(world);
    const record = [...world.records].find(([key]) => key.endsWith('/hello'))?.[1];
    expect((record?.at ?? 0) - monday).toBeGreaterThanOrEqual(2 * hour);
    expect((record?.at ?? 0) - monday).toBeLessThan(2 * hour + 6 * minute);
  });

  it('takes a fault of the account for no refusal of one message', async () => {
    const ours = { verdict: 'misconfigured', reason: 'sender', detail: '' } as const;
    const world = await begun();
    world.program = { ...world.program, providers: { ...world.program.providers, push: ['bell', 'horn'] } };
    world.answers.set('bell', [ours]);
    await touchOnce(world, requestOf('hello'));
    expect(world.sent.map(({ provider }) => provider)).toEqual(['horn']);

    const alone = await begun();
    alone.answers.set('bell', [ours]);
    await runMachine(alone);
    expect(alone.outcomes()).toMatchObject({ hello: 'sent' });
    expect(alone.announced.filter(({ type }) => type === 'touch.held')).toHaveLength(1);

    const hopeless = await begun();
    hopeless.answers.set('bell', Array(30).fill(ours));
    await runMachine(hopeless);
    const failed = hopeless.announced.find(({ type }) => type === 'touch.failed');
    expect(failed?.detail).toMatchObject({ reason: 'misconfigured: sender', provider: 'bell', channel: 'push' });
    expect(hopeless.tallied.some(({ add }) => add['failed.misconfigured'] === 1)).toBe(true);
  });

  it('is never sent a third time, whatever doubts and outages follow each other', async () => {
    const doubt = { verdict: 'in-doubt', detail: '500' } as const;
    for (const answers of [
      [doubt, down, doubt, doubt, doubt],
      [down, doubt, down, down, doubt, doubt],
      [doubt, down, down, doubt, down, doubt],
      [doubt, ...Array(40).fill(down)],
    ]) {
      const world = new Surroundings();
      world.journeys = [{ ...welcome, purpose: 'transactional' }];
      world.know('ada');
      await signUp(world);
      world.answers.set('bell', [...answers]);
      await runMachine(world);
      expect(world.sent.filter(({ provider }) => provider === 'bell').length).toBeLessThanOrEqual(2);
      expect(world.outcomes()).toMatchObject({ hello: 'unknown' });
      expect(world.givenUp.listed).toEqual([]);
    }
  });

  it('goes out to everybody once after five hours, each at a time of its own', async () => {
    const times = new Set<number>();
    for (let person = 0; person < 20; person += 1) {
      const world = new Surroundings();
      const user = `person-${person}`;
      world.know(user);
      await signUp(world, user);
      world.answers.set('bell', []);
      const { answers } = world;
      // Down until 14:00, whatever is asked.
      answers.get = () => (world.time < monday + 5 * hour ? [down] : undefined);
      await runMachine(world, user);
      const bells = world.sent.filter(({ provider }) => provider === 'bell');
      expect(bells).toHaveLength(1);
      times.add(bells[0]?.at ?? 0);
    }
    expect(times.size).toBeGreaterThan(15);
  });
});
