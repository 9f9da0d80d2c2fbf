import { describe, expect, it } from 'vitest';
import type { EventEntry, JourneyRules } from '../../lib/domain/journey-rules.ts';
import { conclude } from '../../lib/engine/conclude.ts';
import { enter } from '../../lib/engine/enter.ts';
import { runMachine } from './journey-of.ts';
import { day, hour, monday, Surroundings, welcome } from './surroundings.ts';

const onSignUp: EventEntry = { on: 'user.signed_up', again: { kind: 'once' } };

function worldOf(more: Partial<JourneyRules> = {}): Surroundings {
  const world = new Surroundings();
  world.journeys = [{ ...welcome, ...more }];
  world.know('ada');
  return world;
}

const signUp = (world: Surroundings, at: number, eventId = 'event-1', occasion = world.occasion()) =>
  enter({ journey: 'welcome', user: 'ada', eventId, at, detail: {} }, occasion, { ...world, ...world.rules });

const onboarded = (world: Surroundings, at = world.time, event = 'onboarding.completed') =>
  conclude({ user: 'ada', event, id: `${event} ${at}`, at, detail: {} }, world.occasion(), {
    ...world,
    ...world.rules,
  });

describe('an entry that comes late', () => {
  it.each<[string, Partial<JourneyRules>, number, boolean]>([
    ['marketing of three days', {}, 3 * day, true],
    ['marketing of more', {}, 3 * day + 1_000, false],
    ['marketing that allows an hour, of two', { enter: { ...onSignUp, notOlderThanMs: hour } }, 2 * hour, false],
    [
      'marketing that allows forty days, of thirty',
      { enter: { ...onSignUp, notOlderThanMs: 40 * day } },
      30 * day,
      true,
    ],
    ['transactional of three years', { purpose: 'transactional' }, 1_100 * day, true],
    [
      'transactional that allows a day, of two',
      { purpose: 'transactional', enter: { ...onSignUp, notOlderThanMs: day } },
      2 * day,
      false,
    ],
  ])('%s: enters as its journey allows', async (_, rules, age, entered) => {
    const world = worldOf(rules);
    const answer = await signUp(world, monday - age);
    if (entered) {
      expect(answer).toMatchObject({ entered: true });
      expect(world.refused).toEqual([]);
      return;
    }
    expect(answer).toEqual({ entered: false, why: 'too-old' });
    expect(world.started).toEqual([]);
    expect(world.refused).toEqual([
      { journey: 'welcome', event: 'event-1', at: monday - age, why: 'too-old', refusedAt: monday },
    ]);
  });

  it('is begun to the end by a retry, however late that comes', async () => {
    const world = worldOf();
    const occasion = world.occasion();
    // Read the rules and the person, write the ledger, start: it dies before the start.
    world.kill = { call: 4, when: 'before' };
    await signUp(world, monday - 3 * day, 'event-1', occasion).catch(() => {});
    expect(world.started).toEqual([]);
    world.time += 6 * hour;
    await signUp(world, monday - 3 * day, 'event-1', occasion);
    expect(world.started).toHaveLength(1);
    expect(world.refused).toEqual([]);
  });

  it.each<[string, Partial<JourneyRules>, number]>([
    ['marketing, for three days', {}, 3 * day],
    ['marketing that allows ten days, as long', { enter: { ...onSignUp, notOlderThanMs: 10 * day } }, 10 * day],
    ['transactional, as long as dead letters lie', { purpose: 'transactional' }, 14 * day - hour],
  ])('does not enter after its goal: %s', async (_, rules, later) => {
    const world = worldOf(rules);
    await onboarded(world, monday + hour / 2);
    world.time = monday + later;
    // Whatever else prunes the ledger meanwhile.
    await onboarded(world, world.time - day, 'account.deleted');
    expect(await signUp(world, monday)).toEqual({ entered: false, why: 'goal-first' });
  });

  it('does not enter after its goal either where the person has an earlier run of the journey', async () => {
    const world = worldOf({ enter: { ...onSignUp, again: { kind: 'always' } } });
    await signUp(world, monday, 'event-1');
    world.time = monday + 2 * day;
    await onboarded(world);
    expect(await signUp(world, monday + day, 'event-2')).toEqual({ entered: false, why: 'goal-first' });
    expect(await signUp(world, monday + 2 * day + 1_000, 'event-3')).toMatchObject({ entered: true });
  });

  it('is ended by its goal, which counts from when the run began', async () => {
    const world = worldOf({ purpose: 'transactional' });
    await signUp(world, monday - 41 * day);
    world.time = monday + hour;
    const [ended] = await onboarded(world);
    expect(ended).toMatchObject({ ended: { why: 'converted' }, converted: { at: monday + hour } });
    expect(await runMachine(world)).toBe('over');
    expect(world.sent).toEqual([]);
  });

  it('is ended by a goal that comes too late to count', async () => {
    const world = worldOf({ first: { step: 'hello', channel: 'push', after: 'PT240H' } });
    await signUp(world, monday);
    world.time = monday + 8 * day;
    const [ended] = await onboarded(world);
    expect(ended).toMatchObject({ ended: { why: 'exited' } });
    expect(world.stopped).toEqual([ended?.id]);
    expect(world.announced.map(({ type }) => type)).toEqual(['run.started', 'run.ended']);
    expect(await runMachine(world)).toBe('over');
    expect(world.sent).toEqual([]);
  });
});
