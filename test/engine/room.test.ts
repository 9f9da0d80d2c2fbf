import { describe, expect, it } from 'vitest';
import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { countedMs } from '../../lib/engine/counted.ts';
import { enter } from '../../lib/engine/enter.ts';
import { requestOf, runMachine, signUp, touchOnce } from './journey-of.ts';
import { day, minute, monday, program, Surroundings, welcome } from './surroundings.ts';

/** Somebody inside two journeys, of which the second matters more and speaks an hour later. */
async function inTwo(whenCapped: JourneyRules['whenCapped']): Promise<Surroundings> {
  const world = new Surroundings();
  const alert: JourneyRules = {
    ...welcome,
    name: 'alert',
    priority: 90,
    first: { step: 'hello', channel: 'push', after: 'PT1H' },
  };
  world.journeys = [{ ...welcome, ...(whenCapped && { whenCapped }) }, alert];
  world.know('ada');
  await signUp(world);
  const entry = { journey: 'alert', user: 'ada', eventId: 'event-1', at: world.time, detail: {} };
  await enter(entry, world.occasion(), { ...world, ...world.rules });
  return world;
}
const alertRequest = () => ({
  ...requestOf('hello'),
  run: { ...requestOf('hello').run, journey: 'alert', id: runId('alert', 'ada', 'event-1') },
});

describe('the last slot of a day', () => {
  it('goes to the run of higher priority, and the record says which', async () => {
    const world = await inTwo('skip');
    await touchOnce(world, requestOf('hello'));
    world.time += 60 * minute;
    await touchOnce(world, alertRequest());
    expect(world.sent.map(({ at }) => at - monday)).toEqual([60 * minute]);
    const [skipped] = world.records.values();
    expect(skipped).toMatchObject({ outcome: 'skipped', reason: 'yielded' });
    expect(skipped?.decision?.tried.at(-1)).toMatchObject({
      rule: 'priority',
      values: { journey: 'alert', priority: 90 },
    });
  });

  it('is waited for by a journey that waits, until the cap is free again', async () => {
    const world = await inTwo('wait');
    await expect(touchOnce(world, requestOf('hello'))).rejects.toMatchObject({ message: '2027-01-11T10:05:00Z' });
    world.time += 60 * minute;
    await touchOnce(world, alertRequest());
    world.time += 5 * minute;
    await expect(touchOnce(world, requestOf('hello'))).rejects.toMatchObject({ message: '2027-01-12T10:00:00Z' });
    expect(world.announced.filter(({ type }) => type === 'touch.held').map(({ detail }) => detail.reason)).toEqual([
      'yielded',
      'capped',
    ]);
  });
});

describe('a pause', () => {
  it('holds every touch until it ends, and then the run goes on', async () => {
    const world = new Surroundings();
    world.know('ada');
    await signUp(world);
    world.paused = { channels: {}, journeys: { welcome: { since: monday } } };
    await expect(touchOnce(world, requestOf('hello'))).rejects.toMatchObject({ message: '2027-01-11T09:05:00Z' });
    expect(world.records.size).toBe(1);
    world.paused = { channels: {}, journeys: {} };
    expect(await runMachine(world)).toBe('end');
    expect(world.sent).toHaveLength(3);
  });
});

describe('a version that is not approved', () => {
  it('is entered by nobody, and holds those who are inside until it is', async () => {
    const world = new Surroundings();
    world.know('ada');
    await signUp(world);
    world.journeys = [{ ...welcome, approvers: ['legal'] }];
    expect(await signUp(world, 'bob')).toEqual({ entered: false, why: 'not-approved' });
    expect(world.refused).toMatchObject([{ journey: 'welcome', why: 'not-approved' }]);
    // Nobody was asked yet: every hour. Since somebody was, as for a pause.
    await expect(touchOnce(world, requestOf('hello'))).rejects.toMatchObject({ message: '2027-01-11T10:00:00Z' });
    world.standing = { ...world.standing, since: monday };
    await expect(touchOnce(world, requestOf('hello'))).rejects.toMatchObject({ message: '2027-01-11T09:05:00Z' });
    world.standing = { ...world.standing, approved: true };
    expect(await runMachine(world)).toBe('end');
    expect(world.sent).toHaveLength(3);
  });
});

describe('a version that waits behind one that was approved', () => {
  it('leaves people to that one: they enter it, and it speaks on to those who are inside', async () => {
    const world = new Surroundings();
    world.know('ada');
    await signUp(world);
    const approvers = ['legal'];
    const tips = { name: 'tips', channel: 'inapp', content: 'tips' } as const;
    world.journeys = [{ ...welcome, approvers, steps: { tips } }];
    world.approvedLast = { ...welcome, approvers };
    expect(await signUp(world, 'bob')).toMatchObject({ entered: true });
    expect(await runMachine(world)).toBe('end');
    expect(world.sent).toHaveLength(3);
    expect(world.versions).toEqual(['v0', 'v0', 'v0']);
  });
});

describe('what a ledger remembers', () => {
  it('lasts as long as any cap counts, those of rows included', () => {
    const journeys = { rules: () => welcome, all: () => [welcome] };
    expect(countedMs({ program, journeys })).toBe(7 * day);
    const predicate = { kind: 'cap', max: 1, perMs: 30 * day, of: 'person' } as const;
    const row = {
      id: 'x',
      title: 't',
      jurisdiction: ['MX'],
      channels: ['sms'],
      purposes: ['marketing'],
      source: 's',
    } as const;
    const policies = [{ ...row, predicate, certainty: 'sure' as const }];
    expect(countedMs({ program: { ...program, policies }, journeys })).toBe(30 * day);
  });
});
