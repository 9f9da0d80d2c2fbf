import { describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { conclude, concludeFailed } from '../../lib/engine/conclude.ts';
import { type Entry, enter } from '../../lib/engine/enter.ts';
import { note } from '../../lib/engine/listen.ts';
import type { Occasion } from '../../lib/engine/ports.ts';
import { withdrawByLink } from '../../lib/engine/withdraw.ts';
import { requestOf, signUp, touchOnce } from './journey-of.ts';
import { known, sums } from './known.ts';
import { day, hour, minute, type Surroundings, welcome } from './surroundings.ts';

const id = runId('welcome', 'ada', 'event-1');
const entry = (world: Surroundings): Entry => ({
  journey: 'welcome',
  user: 'ada',
  eventId: 'event-1',
  at: world.time,
  detail: {},
});
const goal = (world: Surroundings) =>
  ({ user: 'ada', event: 'onboarding.completed', id: 'done-1', at: world.time, detail: {} }) as const;
const portsOf = (world: Surroundings) => ({ ...world, ...world.rules });
const announcedOf = (world: Surroundings, type: string) => world.announced.filter((each) => each.type === type).length;

/** How an event comes again after the invocation that had it died: Lambda's own retry, or its dead letter a day later. */
const again = {
  'by a retry of the same invocation': (world: Surroundings, first: Occasion) => {
    world.time += minute;
    return first;
  },
  'by another invocation, from the dead letters': (world: Surroundings, _first: Occasion) => {
    world.time += day;
    return world.occasion();
  },
} as const;
type Again = keyof typeof again;

/** Carries something out, killed at each of its calls, before and after; then as it comes again, until nothing is left to kill. */
async function killedEverywhere(
  how: Again,
  begin: () => Promise<Surroundings>,
  act: (world: Surroundings, occasion: Occasion) => Promise<unknown>,
  check: (world: Surroundings, label: string, calm: Surroundings) => void,
): Promise<void> {
  const calm = await begin();
  const before = calm.calls;
  await act(calm, calm.occasion());
  for (const when of ['before', 'after'] as const) {
    for (let call = before + 1; call <= calm.calls; call++) {
      const world = await begin();
      world.kill = { call, when };
      const occasion = world.occasion();
      await act(world, occasion).catch(() => act(world, again[how](world, occasion)));
      // Told once more, it changes nothing.
      const [announced, tallied] = [world.announced.length, world.tallied.length];
      await act(world, again['by another invocation, from the dead letters'](world, occasion));
      const label = `killed ${when} call ${call - before}`;
      expect([world.announced.length, world.tallied.length], label).toEqual([announced, tallied]);
      check(world, label, calm);
    }
  }
}

describe.each(Object.keys(again) as Again[])('what a killed invocation began is finished %s', (how) => {
  it('when somebody enters', () =>
    killedEverywhere(
      how,
      () => known(),
      (world, occasion) => enter({ ...entry(world), at: Date.parse('2027-01-11T09:00:00Z') }, occasion, portsOf(world)),
      (world, label, calm) => {
        expect(sums(world.tallied), label).toEqual(sums(calm.tallied));
        expect(
          world.started.map(({ run }) => run),
          label,
        ).toEqual([id]);
        // Twice only for whoever died between announcing and taking the note away.
        expect([1, 2], label).toContain(announcedOf(world, 'run.started'));
        expect(world.ledgers.get('ada')?.runs[id]?.followUps, label).toBeUndefined();
      },
    ));

  it('when a run converts', () =>
    killedEverywhere(
      how,
      async () => {
        const world = await known();
        await signUp(world);
        await touchOnce(world, requestOf('hello'));
        return world;
      },
      (world, occasion) =>
        conclude({ ...goal(world), at: Date.parse('2027-01-11T09:30:00Z') }, occasion, portsOf(world)),
      (world, label, calm) => {
        expect(sums(world.tallied), label).toEqual(sums(calm.tallied));
        expect(new Set(world.stopped), label).toEqual(new Set([id]));
        expect([1, 2], label).toContain(announcedOf(world, 'run.converted'));
        expect(announcedOf(world, 'run.converted'), label).toBe(announcedOf(world, 'run.ended'));
        expect(world.ledgers.get('ada')?.runs[id]?.followUps, label).toBeUndefined();
      },
    ));

  it('when an execution fails', () =>
    killedEverywhere(
      how,
      async () => {
        const world = await known();
        await signUp(world);
        return world;
      },
      (world, occasion) => concludeFailed({ user: 'ada', run: id, why: 'failed' }, occasion, portsOf(world)),
      (world, label, calm) => {
        expect(sums(world.tallied), label).toEqual(sums(calm.tallied));
        expect([1, 2], label).toContain(announcedOf(world, 'run.ended'));
      },
    ));

  it('when feedback comes back', () =>
    killedEverywhere(
      how,
      async () => {
        const world = await known();
        const again = { name: 'again', channel: 'push', content: 'x' } as const;
        world.journeys = [{ ...welcome, steps: { ...welcome.steps, again } }];
        await signUp(world);
        await touchOnce(world, requestOf('hello'));
        return world;
      },
      (world, occasion) =>
        note(
          { touch: { user: 'ada', run: id, step: 'hello' }, kind: 'clicked', at: 1_800_000_000_000, event: 'e' },
          occasion,
          portsOf(world),
        ),
      (world, label, calm) => {
        expect(sums(world.tallied), label).toEqual(sums(calm.tallied));
        expect(sums(world.tallied), label).toMatchObject({ 'push clicked': 1, 'push users.opened': 1 });
        expect([1, 2], label).toContain(announcedOf(world, 'touch.clicked'));
        expect(world.profiles.get('ada')?.profile.engaged, label).toEqual({ push: 1_800_000_000_000 });
      },
    ));

  it('when somebody says no by a link', () =>
    killedEverywhere(
      how,
      async () => {
        const world = await known();
        await signUp(world);
        await touchOnce(world, requestOf('hello'));
        return world;
      },
      (world, occasion) => {
        const touch = { user: 'ada', run: id, step: 'hello' };
        const no = { user: 'ada', channel: 'push', purpose: 'marketing', source: 'link', event: 'e', touch } as const;
        return withdrawByLink({ ...no, at: world.time }, occasion, {
          ...portsOf(world),
          addresses: world.book,
          evidence: world.log,
        });
      },
      (world, label, calm) => expect(sums(world.tallied), label).toEqual(sums(calm.tallied)),
    ));
});

it('announces a run once that could not be started until its dead letter was sent again', async () => {
  const world = await known();
  const { start } = world.executions;
  const down = { ...world.executions, start: () => Promise.reject(new Error('down')) };
  const occasion = world.occasion();
  for (let attempt = 1; attempt <= 3; attempt++) {
    await expect(enter(entry(world), occasion, { ...portsOf(world), executions: down })).rejects.toThrow('down');
    world.time += minute;
  }
  world.time += day;
  const letter = { ...entry(world), at: world.time - day };
  await enter(letter, world.occasion(), { ...portsOf(world), executions: { ...world.executions, start } });
  expect(world.started).toHaveLength(1);
  expect(announcedOf(world, 'run.started')).toBe(1);
  expect(sums(world.tallied)['runs entered']).toBe(1);
});

it('leaves what an invocation is at to it for as long as one takes, and starts what was not started', async () => {
  const world = await known();
  const down = { ...world.executions, start: () => Promise.reject(new Error('down')) };
  await enter(entry(world), world.occasion(), { ...portsOf(world), executions: down }).catch(() => {});
  const duplicate = entry(world);
  await enter(duplicate, world.occasion(), portsOf(world));
  expect(world.started).toHaveLength(1);
  expect(announcedOf(world, 'run.started')).toBe(0);
  world.time += minute;
  await enter(duplicate, world.occasion(), portsOf(world));
  expect(announcedOf(world, 'run.started')).toBe(1);
});

it('does not start a run that ended before it was started, and announces all of it', async () => {
  const world = await known();
  const down = { ...world.executions, start: () => Promise.reject(new Error('down')) };
  const first = entry(world);
  await enter(first, world.occasion(), { ...portsOf(world), executions: down }).catch(() => {});
  world.time += minute;
  await conclude(goal(world), world.occasion(), portsOf(world));
  await enter(first, world.occasion(), portsOf(world));
  expect(world.started).toEqual([]);
  expect(world.announced.map(({ type }) => type)).toEqual(['run.started', 'run.converted', 'run.ended']);
});

it('closes more runs than one transaction holds', async () => {
  const world = await known();
  world.journeys = [{ ...welcome, enter: { on: 'user.signed_up', again: { kind: 'always' } } }];
  for (let n = 0; n < 40; n++) await signUp(world, 'ada', `event-${n}`);
  world.time += hour;
  expect(await conclude(goal(world), world.occasion(), portsOf(world))).toHaveLength(40);
  expect(sums(world.tallied)).toMatchObject({ 'runs converted': 40, 'runs ended.converted': 40 });
  expect(announcedOf(world, 'run.ended')).toBe(40);
});

it('counts an event that comes too late once, however often it is told', async () => {
  const world = await known();
  await signUp(world);
  world.time += 7 * day;
  const late = goal(world);
  for (let n = 0; n < 3; n++) await conclude(late, world.occasion(), portsOf(world));
  expect(sums(world.tallied)['runs refused.too-late']).toBe(1);
});
