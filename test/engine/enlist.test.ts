import { describe, expect, it } from 'vitest';
import type { Standing } from '../../lib/domain/approval.ts';
import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import { type Launch, launchInput, type Segment } from '../../lib/domain/launch.ts';
import { paceOf } from '../../lib/domain/pace.ts';
import { noPauses } from '../../lib/domain/pause.ts';
import { conclude } from '../../lib/engine/conclude.ts';
import { type EnlistPorts, enlist } from '../../lib/engine/enlist.ts';
import { day, hour, monday, Surroundings, welcome } from './surroundings.ts';

const spring: JourneyRules = {
  ...welcome,
  name: 'spring',
  enter: { audience: { country: ['DE'] }, starts: 'now', overMs: 2 * hour },
  goal: { on: 'order.placed', withinMs: 14 * day },
};
const quota = { startsPerSecond: 300, startsBucket: 1_300 };
const launch: Launch = { journey: 'spring', id: 'one', at: '2027-01-11T09:00:00Z', starts: 'now', over: 'PT2H' };
const [first] = launchInput(launch).segments;
if (!first) throw new Error('a launch has segments');
/** One segment that is the whole table. */
const whole: Segment = { ...first, of: 1, left: 500 };

/** A table of people in one segment, read five at a time. */
function launched(count: number, country = (n: number) => (n % 3 === 0 ? 'FR' : 'DE')) {
  const world = new Surroundings();
  world.journeys = [spring];
  const users = Array.from({ length: count }, (_, n) => `u${String(n).padStart(4, '0')}`);
  for (const [n, user] of users.entries()) world.know(user, { country: country(n) });
  const reads: (string | undefined)[] = [];
  const continued: Segment[] = [];
  const ports: EnlistPorts = {
    ...world,
    ...world.rules,
    quota,
    roll: {
      async read({ after }) {
        reads.push(after);
        const from = after === undefined ? 0 : users.indexOf(after) + 1;
        const page = users.slice(from, from + 5);
        const next = from + 5 < users.length ? page.at(-1) : undefined;
        const people = page.flatMap((user) => {
          const held = world.profiles.get(user);
          return held ? [{ user, place: user, profile: held.profile }] : [];
        });
        return { people, next };
      },
    },
    lists: {
      read: () => Promise.reject(new Error('there is no list')),
      userOf: () => null,
      report: async () => {},
      close: async () => {},
    },
    goOn: async (_launch, segment) => void continued.push(segment),
  };
  /** Turns pages to the end. @returns the last answer, and when each page began */
  async function turn(segment: Segment = whole, of = launch) {
    const began: number[] = [];
    for (let now = segment; ; ) {
      began.push(world.time);
      const page = await enlist({ launch: of, segment: now }, world.occasion(), ports);
      if (page.next === 'over') return { page, began };
      world.time = Math.max(world.time, Date.parse(page.wakeAt));
      now = page;
    }
  }
  return { world, ports, users, reads, continued, turn };
}

describe('a page of a launch', () => {
  it('after the other enters everybody of the audience once, and nobody else', async () => {
    const { world, turn, users } = launched(100);
    const { page } = await turn();
    const german = users.filter((_, n) => n % 3 !== 0);
    expect(page.counts).toEqual({ entered: german.length });
    expect(world.started).toHaveLength(german.length);
    expect(world.tallied.filter(({ add }) => add.entered)).toHaveLength(german.length);
    expect((await turn()).page.counts).toEqual({ known: german.length });
    expect(world.started).toHaveLength(german.length);
  });

  it('that died is tried again as the same page: it counts and announces everybody as if it had not', async () => {
    const calm = launched(12, () => 'DE');
    const counts = (await calm.turn()).page.counts;
    for (let call = 1; call <= calm.world.calls; call += 3) {
      const { world, ports } = launched(12, () => 'DE');
      world.kill = { call, when: 'after' };
      const occasion = world.occasion();
      const page = () => enlist({ launch, segment: whole }, occasion, ports);
      const answer = await page().catch(() => page());
      expect(answer.counts, `killed after call ${call}`).toEqual(counts);
      expect(new Set(world.started.map(({ run }) => run)).size).toBe(12);
      expect(world.tallied.filter(({ add }) => add.entered)).toHaveLength(12);
      const started = world.announced.filter(({ type }) => type === 'run.started').map(({ detail }) => detail.run);
      expect(new Set(started).size).toBe(12);
      expect(started.length).toBeLessThanOrEqual(13);
    }
  });

  it('keeps its pace, and goes on after the very person it stopped at', async () => {
    const people = 1_500;
    const { world, turn } = launched(people, () => 'DE');
    const { page, began } = await turn();
    expect(page.counts).toEqual({ entered: people });
    expect(world.started).toHaveLength(people);
    // Twenty reads of five people a page; a page of full pace would take as long as its people.
    const { perSecond } = paceOf(quota, 1);
    expect(began).toHaveLength(people / 100);
    for (const [n, at] of began.entries())
      expect(at - monday).toBeGreaterThanOrEqual(((n * 100) / perSecond) * 1000 - 1000);
  });

  it('stops in the middle of a read when its people are full', async () => {
    const { world, turn, reads } = launched(30, () => 'DE');
    const { page } = await turn({ ...whole, of: 200 });
    expect(paceOf(quota, 200).people).toBe(2);
    expect(page.counts).toEqual({ entered: 30 });
    expect(world.started).toHaveLength(30);
    expect(reads).toContain('u0001');
  });

  it('leaves nobody out and enters nobody twice when it dies anywhere and is tried again', async () => {
    for (let call = 2; call <= 40; call += 3) {
      for (const when of ['before', 'after'] as const) {
        const { world, ports } = launched(12, () => 'DE');
        world.kill = { call, when };
        const once = () => enlist({ launch, segment: whole }, world.occasion(), ports);
        await once().catch(once);
        expect(new Set(world.started.map(({ run }) => run)).size, `killed ${when} call ${call}`).toBe(12);
        expect(world.announced.filter(({ type }) => type === 'run.started').length).toBeGreaterThanOrEqual(12);
      }
    }
  });

  it('holds while its journey is paused, and asks again', async () => {
    const { world, ports } = launched(6);
    world.paused = { ...noPauses, journeys: { spring: { since: monday - hour } } };
    const page = await enlist({ launch, segment: whole }, world.occasion(), ports);
    expect(page).toMatchObject({ next: 'page', wakeAt: '2027-01-11T09:30:00Z', counts: {}, left: whole.left - 1 });
    expect(world.started).toEqual([]);
  });

  it('waits while not every approver has approved, and passes nobody over', async () => {
    const { world, ports } = launched(6);
    world.journeys = [{ ...spring, approvers: ['legal'] }];
    const standing = { version: '1', approved: false, since: monday - hour };
    const live = (approval: Standing) => async () => ({
      rules: { ...spring, approvers: ['legal'] },
      approval,
      enterable: approval.approved,
    });
    const waiting = { ...ports, live: live(standing) };
    const page = await enlist({ launch, segment: whole }, world.occasion(), waiting);
    expect(page).toMatchObject({ next: 'page', wakeAt: '2027-01-11T09:30:00Z', counts: {}, left: whole.left - 1 });
    const unasked = { ...ports, live: live({ ...standing, since: null }) };
    const later = await enlist({ launch, segment: whole }, world.occasion(), unasked);
    expect(later).toMatchObject({ next: 'page', wakeAt: '2027-01-11T10:00:00Z' });
    expect(world.started).toEqual([]);
    const approved = { ...ports, live: live({ ...standing, approved: true }) };
    await enlist({ launch, segment: whole }, world.occasion(), approved);
    expect(world.started).toHaveLength(4);
  });

  it('hands the rest to another execution before its history is full', async () => {
    const { ports, world, continued } = launched(6);
    const segment: Segment = { ...whole, left: 0, cursor: { after: 'u0002' }, counts: { entered: 3 } };
    const page = await enlist({ launch, segment }, world.occasion(), ports);
    expect([page.next, world.started]).toEqual(['over', []]);
    expect(continued).toEqual([{ ...segment, left: 1600, generation: 1 }]);
  });

  it('writes nothing of somebody who was erased, or left the audience, after the page was read', async () => {
    const { world, ports } = launched(3, () => 'DE');
    const { roll } = ports;
    const late = {
      async read(where: Parameters<typeof roll.read>[0]) {
        const page = await roll.read(where);
        world.profiles.delete('u0000');
        world.ledgers.delete('u0000');
        world.know('u0001', { country: 'FR' });
        return page;
      },
    };
    const page = await enlist({ launch, segment: whole }, world.occasion(), { ...ports, roll: late });
    expect(page.counts).toEqual({ 'no-profile': 1, outside: 1, entered: 1 });
    expect(world.ledgers.has('u0000')).toBe(false);
  });
});

describe('a launched run', () => {
  it('is entered once by a launch for good, and again by the next', async () => {
    const { world, turn } = launched(2, () => 'DE');
    await turn();
    // Long after, when the ended runs are forgotten.
    for (const [user, ledger] of world.ledgers) world.ledgers.set(user, { ...ledger, runs: {} });
    world.time += 90 * day;
    expect((await turn()).page.counts).toEqual({ once: 2 });
    expect((await turn(whole, { ...launch, id: 'two', at: '2027-05-01T09:00:00Z' })).page.counts).toEqual({
      entered: 2,
    });
  });

  it('ends with every other sequence whose goal is the same, at the order, even before its own hour', async () => {
    const { world, ports, turn } = launched(1, () => 'DE');
    const other: JourneyRules = { ...spring, name: 'nudge', enter: { on: 'cart.left', again: { kind: 'always' } } };
    world.journeys = [spring, other];
    await turn();
    const { enter } = await import('../../lib/engine/enter.ts');
    const entry = { journey: 'nudge', user: 'u0000', eventId: 'cart', at: world.time, detail: {} };
    await enter(entry, world.occasion(), { ...world, ...world.rules });
    world.time += 1_000;
    const order = { id: 'o-1', user: 'u0000', event: 'order.placed', at: world.time, detail: { total: 30 } };
    const closed = await conclude(order, world.occasion(), { ...ports, ...world, ...world.rules });
    expect(closed.map(({ journey, ended }) => [journey, ended?.why]).sort()).toEqual([
      ['nudge', 'converted'],
      ['spring', 'converted'],
    ]);
    expect(world.stopped).toHaveLength(2);
  });

  it('does not begin for whoever ordered after the launch began and before they were entered', async () => {
    const { world, ports, turn } = launched(1, () => 'DE');
    world.time += hour;
    const order = { id: 'o-1', user: 'u0000', event: 'order.placed', at: world.time, detail: {} };
    await conclude(order, world.occasion(), { ...ports, ...world, ...world.rules });
    expect((await turn()).page.counts).toEqual({ 'goal-first': 1 });
  });
});
