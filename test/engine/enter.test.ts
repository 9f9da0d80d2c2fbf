import { describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { conclude } from '../../lib/engine/conclude.ts';
import { enter } from '../../lib/engine/enter.ts';
import { signUp } from './journey-of.ts';
import { day, hour, Surroundings, welcome } from './surroundings.ts';

const id = runId('welcome', 'ada', 'event-1');
const goal = (world: Surroundings, at = world.time) =>
  conclude({ user: 'ada', event: 'onboarding.completed', id: 'done-1', at, detail: {} }, world.occasion(), {
    ...world,
    ...world.rules,
  });

describe('enter', () => {
  it('starts one run however often the same entry is delivered', async () => {
    const world = new Surroundings();
    await signUp(world);
    await signUp(world);
    await signUp(world, 'ada', 'event-2');
    expect(world.started.map(({ run }) => run)).toEqual([id]);
    expect(world.tallied.filter(({ add }) => add.entered)).toHaveLength(1);
    expect(world.announced.filter(({ type }) => type === 'run.started')).toHaveLength(1);
  });

  it('starts one run when duplicates race', async () => {
    const world = new Surroundings();
    await Promise.all(Array.from({ length: 8 }, (_, n) => signUp(world, 'ada', `event-${n}`)));
    expect(world.started).toHaveLength(1);
    expect(world.tallied.filter(({ add }) => add.entered)).toHaveLength(1);
  });

  it('starts one run when different events race for the one entry that is allowed', async () => {
    for (const again of [{ kind: 'once' }, { kind: 'after', ms: 90 * day }] as const) {
      const world = new Surroundings();
      world.journeys = [{ ...welcome, enter: { on: 'user.signed_up', again } }];
      const entered = await Promise.all(Array.from({ length: 6 }, (_, n) => signUp(world, 'ada', `event-${n}`)));
      expect(entered.filter((answer) => answer.entered)).toHaveLength(1);
      expect(world.started).toHaveLength(1);
      expect(world.tallied.filter(({ add }) => add.entered)).toHaveLength(1);
      expect(world.announced.filter(({ type }) => type === 'run.started')).toHaveLength(1);
    }
  });

  it('remembers only those fields of the event that the journey names', async () => {
    const world = new Surroundings();
    await signUp(world);
    expect(world.ledgers.get('ada')?.runs[id]?.data).toEqual({ plan: 'pro' });
  });

  it('starts what was claimed but not started, when it is tried again', async () => {
    for (let call = 1; call <= 8; call++) {
      for (const when of ['before', 'after'] as const) {
        const world = new Surroundings();
        world.kill = { call, when };
        const occasion = world.occasion();
        const entry = { journey: 'welcome', user: 'ada', eventId: 'e', at: world.time, detail: {} };
        const tries = () => enter(entry, occasion, { ...world, ...world.rules });
        await tries().catch(() => tries());
        expect(world.started, `killed ${when} call ${call}`).toHaveLength(1);
        expect(world.announced.filter(({ type }) => type === 'run.started').length).toBeGreaterThanOrEqual(1);
        expect(world.tallied.filter(({ add }) => add.entered).length).toBeGreaterThanOrEqual(1);
      }
    }
  });

  it('lets somebody enter again after the time that the journey names', async () => {
    const world = new Surroundings();
    world.journeys = [{ ...welcome, enter: { on: 'user.signed_up', again: { kind: 'after', ms: 90 * day } } }];
    expect(await signUp(world, 'ada', 'e1')).toMatchObject({ entered: true });
    world.time += 89 * day;
    expect(await signUp(world, 'ada', 'e2')).toEqual({ entered: false, why: 'too-soon' });
    world.time += day;
    expect(await signUp(world, 'ada', 'e3')).toMatchObject({ entered: true });
  });

  it('enters once for each value of the field that the journey names', async () => {
    const world = new Surroundings();
    world.journeys = [{ ...welcome, enter: { on: 'user.signed_up', again: { kind: 'per', field: 'plan' } } }];
    await signUp(world, 'ada', 'e1');
    expect(await signUp(world, 'ada', 'e2')).toEqual({ entered: false, why: 'known' });
    const entry = { journey: 'welcome', user: 'ada', eventId: 'e3', at: world.time, detail: {} };
    await expect(enter(entry, world.occasion(), { ...world, ...world.rules })).rejects.toMatchObject({
      name: 'Unusable',
    });
  });

  it('refuses an entry that its own goal overtook', async () => {
    const world = new Surroundings();
    await goal(world, world.time + hour);
    expect(await signUp(world)).toEqual({ entered: false, why: 'goal-first' });
    world.time += 2 * hour;
    expect(await signUp(world)).toMatchObject({ entered: true });
  });
});

describe('conclude', () => {
  it('closes the run, stops its execution, and counts the conversion once', async () => {
    const world = new Surroundings();
    await signUp(world);
    world.time += hour;
    await goal(world);
    await goal(world);
    expect(world.stopped).toEqual([id]);
    expect(world.ledgers.get('ada')?.runs[id]).toMatchObject({ ended: { why: 'converted' } });
    expect(world.tallied.filter(({ add }) => add.converted)).toHaveLength(1);
    expect(world.announced.map(({ type }) => type)).toEqual(['run.started', 'run.converted', 'run.ended']);
  });

  it('finishes what a killed invocation began', async () => {
    for (let call = 1; call <= 6; call++) {
      const world = new Surroundings();
      await signUp(world);
      world.kill = { call: world.calls + call, when: 'after' };
      const occasion = world.occasion();
      const outcry = { user: 'ada', event: 'onboarding.completed', id: 'done-1', at: world.time, detail: {} };
      const tries = () => conclude(outcry, occasion, { ...world, ...world.rules });
      await tries().catch(() => tries());
      expect(world.stopped.length, `killed after call ${call}`).toBeGreaterThanOrEqual(1);
      expect(world.announced.some(({ type }) => type === 'run.converted')).toBe(true);
      expect(world.tallied.some(({ add }) => add.converted === 1)).toBe(true);
    }
  });

  it('counts a goal after the last touch, within its window and not after it', async () => {
    for (const [later, converted] of [
      [7 * day - 1_000, true],
      [7 * day, false],
    ] as const) {
      const world = new Surroundings();
      await signUp(world);
      world.time += later;
      await goal(world);
      expect(world.tallied.some(({ add }) => add.converted === 1)).toBe(converted);
    }
  });

  it('ends a run on an exit without counting a conversion', async () => {
    const world = new Surroundings();
    await signUp(world);
    const outcry = { user: 'ada', event: 'account.deleted', id: 'gone-1', at: world.time, detail: {} };
    await conclude(outcry, world.occasion(), { ...world, ...world.rules });
    expect(world.stopped).toEqual([id]);
    expect(world.announced.at(-1)).toMatchObject({ type: 'run.ended', detail: { reason: 'exited' } });
  });
});
