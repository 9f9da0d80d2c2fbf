import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GivenUpTouch } from '../../lib/domain/delivery/given-up.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { erasures } from '../../lib/store/erasures.ts';
import { givenUp } from '../../lib/store/given-up.ts';
import type { Table } from '../../lib/store/table.ts';
import { touches } from '../../lib/store/touches.ts';
import { type Rig, startRig } from '../sandbox/rig.ts';

let rig: Rig;
let table: Table;
beforeAll(async () => {
  rig = await startRig();
  table = { client: DynamoDBDocumentClient.from(rig.tables), name: 'chorus-data-PeopleTable0A1B2C3D' };
});
afterAll(() => rig.close());

const at = Date.parse('2027-01-11T23:59:30Z');
const day = 86_400_000;
const decision = { at, verdict: 'send', tried: [] } as const;
const about = { journey: 'welcome', channel: 'email', group: 'treatment' } as const;
const touchOf = (user: string) => ({ user, run: runId('welcome', user, ''), step: 'hello' });

/** A touch whose record says that it was given up, and its note. */
async function giveUp(user: string, when: number): Promise<GivenUpTouch> {
  const touch = touchOf(user);
  const failed = {
    ...about,
    outcome: 'failed',
    reason: 'misconfigured: sender',
    provider: 'ses',
    at: when,
    decision,
  } as const;
  await touches(table).settle(touch, failed);
  const note = { touch, at: when, journey: 'welcome', channel: 'email', provider: 'ses', reason: 'sender' } as const;
  await givenUp(table).note(note);
  await givenUp(table).note(note);
  return note;
}

async function listed(since: number, until: number) {
  const found: GivenUpTouch[] = [];
  for await (const one of givenUp(table).list(since, until)) found.push(one);
  return found.toSorted((a, b) => a.at - b.at);
}

it('lists what was given up since then, over days, once each, until it is closed or the person is erased', async () => {
  const [ada, bob, eve] = [
    await giveUp('ada', at),
    await giveUp('bob', at + 60_000),
    await giveUp('eve', at + 2 * day),
  ];
  expect(await listed(at, at + 3 * day)).toEqual([ada, bob, eve]);
  expect(await listed(at + 1, at + 3 * day)).toEqual([bob, eve]);
  expect(await listed(at, at + day)).toEqual([ada, bob]);
  await givenUp(table).close(ada.touch, ada.at);
  await erasures(table, async () => 'key').removeItems('bob', { at, runs: [] });
  expect(await listed(at, at + 3 * day)).toEqual([eve]);
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  expect(Items.filter(({ pk }) => String(pk).startsWith('GIVENUP#'))).toHaveLength(1);
});

it('is claimed by one, whose answer alone is written', async () => {
  const { touch } = await giveUp('zoe', at);
  const { claim, settle } = givenUp(table);
  expect(await claim(touch, 'first')).toBe(true);
  // The same write again, when its answer was lost.
  expect(await claim(touch, 'first')).toBe(true);
  expect(await claim(touch, 'second')).toBe(false);
  expect(await touches(table).read(touch)).toMatchObject({ outcome: 'unknown' });
  const sent = { ...about, outcome: 'sent', provider: 'ses', providerId: 'm', at: at + day, decision } as const;
  await settle(touch, 'second', sent, []);
  expect(await touches(table).read(touch)).toMatchObject({ outcome: 'unknown' });
  await settle(touch, 'first', sent, []);
  const record = await touches(table).read(touch);
  expect(record).toMatchObject({ outcome: 'sent', providerId: 'm', at: at + day });
  expect(record).not.toHaveProperty('reason');
  expect(await claim(touch, 'third')).toBe(false);
});

it('may be claimed again after it was proven not accepted', async () => {
  const { touch } = await giveUp('kim', at);
  const { claim, settle } = givenUp(table);
  await claim(touch, 'first');
  await settle(touch, 'first', { ...about, outcome: 'failed', reason: 'down', provider: 'ses', at, decision }, []);
  expect(await claim(touch, 'second')).toBe(true);
});

it('is nothing to claim where there is no record, as after an erasure', async () => {
  expect(await givenUp(table).claim(touchOf('nobody'), 'first')).toBe(false);
  expect(await touches(table).read(touchOf('nobody'))).toBeNull();
});
