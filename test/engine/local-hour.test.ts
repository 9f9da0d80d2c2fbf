import { describe, expect, it } from 'vitest';
import { explain } from '../../lib/domain/explain.ts';
import { fromIso, iso } from '../../lib/domain/instant.ts';
import type { Successor } from '../../lib/domain/journey-rules.ts';
import type { Launch } from '../../lib/domain/launch.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { touchOnce } from './journey-of.ts';
import { day, hour, minute, monday, welcome } from './surroundings.ts';
import { type Happening, localTime, moveTo, run, signUp, tomorrowAtTen, worldOf } from './traveller.ts';

describe('a step at a local hour', () => {
  it('speaks at ten where the person is, whatever the order in which entry and profile come', async () => {
    for (const [timezone, first] of [
      ['Asia/Tokyo', '2027-01-12T10:0'],
      ['America/Los_Angeles', '2027-01-12T10:0'],
      ['UTC', '2027-01-12T10:0'],
    ] as const) {
      for (const isEntryFirst of [true, false]) {
        const world = worldOf(tomorrowAtTen);
        if (!isEntryFirst) moveTo(timezone)(world);
        await signUp(world);
        moveTo(timezone)(world);
        const { sent, holds } = await run(world, {});
        expect(sent.map(({ at }) => localTime(timezone, at).slice(0, first.length))).toEqual([first]);
        expect(holds).toBe(isEntryFirst ? 1 : 0);
      }
    }
  });

  it('hits an hour that comes within minutes of the entry', async () => {
    const world = worldOf({ step: 'hello', channel: 'push', at: '18:20' });
    await signUp(world);
    moveTo('Asia/Tokyo')(world);
    const { sent } = await run(world, {});
    expect(localTime('Asia/Tokyo', sent[0]?.at ?? 0)).toMatch(/^2027-01-11T18:2/);
  });

  it('waits for the hour of the program while no zone is known, looked at twice', async () => {
    const world = worldOf({ step: 'hello', channel: 'push', at: '18:00' });
    await signUp(world);
    expect(world.ledgers.get('ada')?.runs[runId('welcome', 'ada', 'event-1')]?.next).toMatchObject({
      wakeAt: expect.toSatisfy((at: number) => at >= monday + 9 * hour),
    });
    const { sent, holds } = await run(world, {});
    expect(sent.map(({ at }) => iso(at))).toEqual([expect.stringMatching(/^2027-01-11T18:0/)]);
    expect(holds).toBe(2);
  });

  it('is that of a zone that is told after the first message of a run has left', async () => {
    const world = worldOf({ step: 'tips', channel: 'inapp' });
    await signUp(world);
    const then = { tips: { step: 'hello', channel: 'push', day: 1, at: '10:00' } as const };
    const { sent, holds } = await run(world, then, [[monday + minute, moveTo('Asia/Tokyo')]]);
    expect(sent.map(({ at }) => localTime('Asia/Tokyo', at).slice(0, 15))).toEqual([
      '2027-01-11T18:0',
      '2027-01-12T10:0',
    ]);
    expect(holds).toBe(1);
  });

  it('comes at once where its day had passed before the entry came, whatever the order', async () => {
    for (const isEntryFirst of [true, false]) {
      const world = worldOf(tomorrowAtTen);
      if (!isEntryFirst) moveTo('Asia/Tokyo')(world);
      await signUp(world, { at: monday - 2.5 * day });
      moveTo('Asia/Tokyo')(world);
      const { sent } = await run(world, {});
      expect(sent.map(({ at }) => at - monday)).toEqual([0]);
    }
  });

  it('waits for the next ten of whoever moved east, and says so', async () => {
    const world = worldOf(tomorrowAtTen);
    moveTo('America/New_York')(world);
    await signUp(world);
    const { sent, holds } = await run(world, {}, [[monday + hour, moveTo('Asia/Tokyo')]]);
    expect(sent.map(({ at }) => localTime('Asia/Tokyo', at))).toEqual([expect.stringMatching(/^2027-01-13T10:0/)]);
    expect(holds).toBe(1);
    const [record] = world.records.values();
    expect(record?.held?.decisions.map(explain)).toEqual([
      'Their time zone changed from America/New_York to Asia/Tokyo while it waited, so it waits for its hour there',
    ]);
  });

  it('costs nothing more where nobody moves', async () => {
    const world = worldOf(tomorrowAtTen);
    moveTo('America/New_York')(world);
    await signUp(world);
    world.calls = 0;
    const { holds } = await run(world, {});
    const still = worldOf({ step: 'hello', channel: 'push', after: 'PT30H' });
    moveTo('America/New_York')(still);
    await signUp(still);
    still.calls = 0;
    await run(still, {});
    expect(holds).toBe(0);
    expect(world.calls).toBe(still.calls);
  });

  it('speaks at last to somebody who moves west every hour', async () => {
    const world = worldOf(
      { step: 'hello', channel: 'inapp', at: '10:00' },
      {
        steps: { hello: { name: 'hello', channel: 'inapp', content: 'hello' } },
      },
    );
    const zones = Array.from({ length: 24 }, (_, west) => (west <= 12 ? `Etc/GMT+${west}` : `Etc/GMT-${24 - west}`));
    moveTo('Etc/GMT-1')(world);
    world.time = monday - hour;
    await signUp(world);
    const flight: Happening[] = Array.from({ length: 100 }, (_, n) => [
      world.time + n * hour + 30 * minute,
      moveTo(zones[n % 24]),
    ]);
    const { sent, holds } = await run(world, {}, flight);
    expect(sent).toHaveLength(1);
    expect(holds).toBeLessThanOrEqual(8);
  });

  it('is held once when the invocation that held it dies, and not asked again in the same zone', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; call <= 5; call++) {
        const world = worldOf(tomorrowAtTen);
        moveTo('America/New_York')(world);
        await signUp(world);
        moveTo('Asia/Tokyo')(world);
        const [start] = world.started;
        world.time = fromIso(start?.wakeAt ?? '');
        const ref = {
          id: start?.run ?? '',
          user: 'ada',
          journey: 'welcome',
          group: 'treatment' as const,
          at: iso(monday),
        };
        const ask = () => touchOnce(world, { run: ref, step: 'hello', channel: 'push', then: null });
        world.kill = { call: world.calls + call, when };
        await ask().catch(() => {});
        world.kill = null;
        world.time += 2_000;
        await expect(ask()).rejects.toMatchObject({ message: expect.stringMatching(/^2027-01-13T01:0/) });
        expect(world.ledgers.get('ada')?.runs[ref.id]?.next?.hour).toMatchObject({ zone: 'Asia/Tokyo', holds: 1 });
      }
    }
  });

  it('finds the best hour anew where the person is', async () => {
    const hours = Array.from({ length: 24 }, (_, at) => (at === 18 ? 60 : 0));
    const world = worldOf({ step: 'hello', channel: 'push', at: 'best-hour' });
    world.know('ada', { timezone: 'America/New_York', hours });
    await signUp(world);
    const { sent } = await run(world, {}, [[monday + hour, moveTo('Europe/Berlin')]]);
    expect(localTime('Europe/Berlin', sent[0]?.at ?? 0)).toMatch(/T18:0/);
  });
});

describe('a launch at everybody’s own hour', () => {
  const launch: Launch = {
    journey: 'welcome',
    id: 'spring',
    at: iso(monday),
    starts: { time: '10:00', date: '2027-01-13' },
    over: 'PT30M',
  };
  const launched = (first: Successor) => {
    const { exits: _exits, ...rest } = welcome;
    return worldOf(first, {
      ...rest,
      exits: [],
      enter: { audience: 'everybody', starts: launch.starts, overMs: 30 * minute },
    });
  };

  it('begins where the person is on that day, and counts days and goal from there', async () => {
    for (const [zone, expected] of [
      ['America/Los_Angeles', '2027-01-13'],
      ['Pacific/Kiritimati', '2027-01-14'],
      ['Asia/Kolkata', '2027-01-13'],
    ] as const) {
      const world = launched({ step: 'hello', channel: 'push' });
      moveTo('Asia/Tokyo')(world);
      await signUp(world, { launch, eventId: launch.id });
      const follows = { hello: { step: 'first-steps', channel: 'email', day: 1, at: '17:00' } as const };
      const moves = zone === 'Pacific/Kiritimati' ? fromIso('2027-01-13T00:59:00Z') : monday + hour;
      const { sent } = await run(world, follows, [[moves, moveTo(zone)]]);
      const [first = '', second = ''] = sent.map(({ at }) => localTime(zone, at));
      expect(first.slice(0, 12)).toBe(`${expected}T1`);
      expect(Number(first.slice(14, 16))).toBeLessThan(41);
      const nextDay = new Date(Date.parse(`${expected}T00:00:00Z`) + day).toISOString().slice(0, 10);
      expect(second.slice(0, 15)).toBe(`${nextDay}T17:0`);
      const { at, goal } = Object.values(world.ledgers.get('ada')?.runs ?? {})[0] ?? { at: 0 };
      expect(localTime(zone, at).slice(0, 10)).toBe(expected);
      expect((goal?.until ?? 0) - at).toBe(7 * day);
    }
  });
});
