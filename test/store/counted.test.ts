import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { conclude } from '../../lib/engine/conclude.ts';
import { enter } from '../../lib/engine/enter.ts';
import { note } from '../../lib/engine/listen.ts';
import { withdrawByLink } from '../../lib/engine/withdraw.ts';
import { countedEvents } from '../../lib/store/counted-events.ts';
import { people } from '../../lib/store/people.ts';
import { reaches } from '../../lib/store/reaches.ts';
import type { Table } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
import { touches } from '../../lib/store/touches.ts';
import { requestOf, runMachine, signUp, touchOnce } from '../engine/journey-of.ts';
import { sums } from '../engine/known.ts';
import { day, hour, monday, Surroundings, welcome } from '../engine/surroundings.ts';
import { type Rig, startRig } from '../sandbox/rig.ts';

let rig: Rig;
let table: Table;
beforeAll(async () => {
  rig = await startRig();
  const marshallOptions = { removeUndefinedValues: true };
  table = {
    client: DynamoDBDocumentClient.from(rig.tables, { marshallOptions }),
    name: 'chorus-data-PeopleTable0A1B2C3D',
  };
});
afterAll(() => rig.close());

/** A world whose tables are real: one table does for people and counters. */
function stored(): Surroundings {
  const counters = tallies(table);
  return Object.assign(new Surroundings(), {
    people: people(table, null, counters),
    touches: touches(table, counters),
    reaches: reaches(table),
    countedEvents: countedEvents(table, counters),
  });
}

/** All that may count: a hold, a provider that is down, a refusal, feedback, an opt-out, a conversion and a goal too late. */
async function live(world: Surroundings): Promise<void> {
  const twice = { name: 'again', channel: 'email', content: 'x' } as const;
  world.journeys = [{ ...welcome, steps: { ...welcome.steps, again: twice } }];
  await signUp(world);
  await signUp(world);
  const held = await touchOnce(world, requestOf('hello')).catch((error: Error) => error.name);
  expect(held).toBe('Hold');
  await touchOnce(world, requestOf('hello')).catch(() => {});
  const { ledger } = await world.people.read('ada');
  world.know('ada');
  const known = world.profiles.get('ada')?.profile;
  const consents = world.ledgers.get('ada')?.consents;
  if (known) await world.people.writeProfile('ada', known, 0);
  // What is known in memory began a new ledger: the one with the run goes on.
  world.ledgers.set('ada', { ...ledger });
  await world.people.writeLedger('ada', { ...ledger, consents: consents ?? {} });
  const down = { verdict: 'unavailable', reason: 'down', detail: '' } as const;
  world.answers.set('bell', [down]);
  world.answers.set('mail', [{ verdict: 'refused', reason: 'rejected', detail: '' }]);
  world.time += hour;
  expect(await runMachine(world)).toBe('end');
  const touch = { user: 'ada', run: runId('welcome', 'ada', 'event-1'), step: 'first-steps' };
  const ports = { ...world, ...world.rules };
  for (const [step, kind] of [
    ['first-steps', 'clicked'],
    ['first-steps', 'clicked'],
    ['first-steps', 'delivered'],
    ['again', 'opened'],
    ['hello', 'opened'],
  ] as const) {
    await note({ touch: { ...touch, step }, kind, at: world.time, event: 'e' }, world.occasion(), ports);
  }
  const no = {
    user: 'ada',
    channel: 'email',
    purpose: 'marketing',
    at: world.time,
    source: 'link',
    event: 'e',
  } as const;
  for (let n = 0; n < 2; n++) {
    await withdrawByLink({ ...no, touch }, world.occasion(), { ...ports, addresses: world.book, evidence: world.log });
  }
  const outcry = { user: 'ada', event: 'onboarding.completed', detail: {} } as const;
  for (const id of ['one', 'one', 'two']) {
    await conclude({ ...outcry, id, at: world.time }, world.occasion(), ports);
  }
  world.time = monday + 8 * day;
  for (let n = 0; n < 2; n++) await conclude({ ...outcry, id: 'late', at: world.time }, world.occasion(), ports);
}

describe('the tables', () => {
  it('count what happens, each once, as the procedures say', async () => {
    const [memory, real] = [new Surroundings(), stored()];
    await live(memory);
    await live(real);
    const rows = await tallies(table).read('welcome', monday, monday + 30 * day);
    const counted = sums(rows);
    expect(counted).toEqual(sums(memory.tallied));
    expect(counted).toMatchObject({
      'runs entered': 1,
      'runs converted': 1,
      'runs refused.too-late': 1,
      'push held.awaiting-profile': 1,
      'push held.provider-unavailable': 1,
      'email clicked': 1,
      'email users.opened': 1,
      'email users.clicked': 1,
      'email unsubscribed': 1,
      'push users.opened': 1,
    });
    const { ledger } = await real.people.read('ada');
    expect(Object.values(ledger.runs)).toMatchObject([{ ended: { why: 'done' } }]);
    expect(Object.values(ledger.runs)[0]).not.toHaveProperty('followUps');
  });

  it('keep what is left to do about a run until it is done, and nobody writes it back', async () => {
    const world = stored();
    const entry = { journey: 'welcome', user: 'bob', eventId: 'e', at: monday, detail: {} };
    const ports = { ...world, ...world.rules };
    const fails = { ...world.executions, start: () => Promise.reject(new Error('down')) };
    await enter(entry, world.occasion(), { ...ports, executions: fails }).catch(() => {});
    const before = await world.people.read('bob');
    const [run] = Object.values(before.ledger.runs);
    expect(run?.followUps).toEqual({ started: { at: monday, by: 'invocation-1' } });
    world.time += hour;
    await enter(entry, world.occasion(), ports);
    // Whoever read it before loses the race and reads again.
    expect(await world.people.writeLedger('bob', before.ledger)).toBe(false);
    const { ledger } = await world.people.read('bob');
    expect(Object.values(ledger.runs)[0]?.followUps).toBeUndefined();
    await world.people.followedUp('bob', run?.id ?? '', ['started', 'ended']);
    await world.people.followedUp('nobody', 'none', ['started']);
    expect((await world.people.read('bob')).ledger.version).toBe(ledger.version);
  });
});
