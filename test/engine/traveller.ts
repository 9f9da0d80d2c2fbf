import { expect } from 'vitest';
import { fromIso, iso } from '../../lib/domain/instant.ts';
import type { JourneyRules, NextStep, Successor } from '../../lib/domain/journey-rules.ts';
import { zoneOf } from '../../lib/domain/zone.ts';
import { type Entry, enter } from '../../lib/engine/enter.ts';
import { touchOnce } from './journey-of.ts';
import { knownProfile, minute, monday, program, Surroundings, welcome } from './surroundings.ts';

const spreadMs = 10 * minute;
export const tomorrowAtTen: NextStep = { step: 'hello', channel: 'push', day: 1, at: '10:00' };
export const laterAtFive: NextStep = { step: 'first-steps', channel: 'email', after: 'PT24H', at: '17:00' };

/** Something that happens to the person at a time of the world. */
export type Happening = readonly [at: number, what: (world: Surroundings) => void];

export const moveTo =
  (timezone: string | undefined) =>
  (world: Surroundings): void => {
    const { profile, version } = world.profiles.get('ada') ?? { profile: knownProfile, version: 0 };
    const { timezone: _before, ...rest } = profile;
    world.profiles.set('ada', {
      profile: { ...rest, ...(timezone !== undefined && { timezone }) },
      version: version + 1,
    });
  };

export function worldOf(first: Successor, more: Partial<JourneyRules> = {}): Surroundings {
  const world = new Surroundings();
  world.program = { ...program, spreadMs };
  world.journeys = [{ ...welcome, first, ...more }];
  world.know('ada');
  moveTo(undefined)(world);
  return world;
}

export const signUp = (world: Surroundings, more: Partial<Entry> = {}) =>
  enter(
    { journey: 'welcome', user: 'ada', eventId: 'event-1', at: world.time, detail: {}, ...more },
    world.occasion(),
    { ...world, ...world.rules },
  );

/** Lets the state machine run while things happen. @returns what was sent, and how often a touch was held */
export async function run(
  world: Surroundings,
  follows: Readonly<Record<string, Successor>>,
  happenings: Happening[] = [],
) {
  const start = world.started[0];
  if (!start) throw new Error('no execution was started');
  const { run: id } = start;
  const ahead = [...happenings].sort(([one], [other]) => one - other);
  const until = (at: number) => {
    world.time = Math.max(world.time, at);
    while (ahead[0] && ahead[0][0] <= world.time) ahead.shift()?.[1](world);
  };
  let [holds, { wakeAt, branch }] = [0, start];
  while (branch !== 'end') {
    until(fromIso(wakeAt));
    const channel = world.journeys[0]?.steps[branch]?.channel ?? 'push';
    const ref = { id, user: 'ada', journey: 'welcome', group: 'treatment' as const, at: iso(monday) };
    try {
      ({ wakeAt, branch } = await touchOnce(world, { run: ref, step: branch, channel, then: follows[branch] ?? null }));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'Hold') throw error;
      holds += 1;
      expect(holds).toBeLessThan(40);
      wakeAt = error.message;
      expect(fromIso(wakeAt)).toBeGreaterThan(world.time);
    }
  }
  return { sent: world.sent, holds };
}

export const localTime = (zone: string, at: number) =>
  new Date(at + zoneOf(zone).offsetAt(at)).toISOString().slice(0, 16);
