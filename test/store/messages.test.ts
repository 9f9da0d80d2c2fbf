import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkId, unkeyedLinkId } from '../../lib/domain/link.ts';
import { touchId } from '../../lib/domain/touch-id.ts';
import { erasures } from '../../lib/store/erasures.ts';
import { links } from '../../lib/store/links.ts';
import { messages } from '../../lib/store/messages.ts';
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

const at = Date.parse('2027-01-11T09:00:00Z');
const linkSecret = async () => 'secret';
const settled = (providerId: string) =>
  ({
    journey: 'welcome',
    channel: 'sms',
    group: 'treatment',
    outcome: 'sent',
    provider: 'end-user-messaging',
    providerId,
    at,
    decision: { at, verdict: 'send', tried: [] },
  }) as const;

it('finds the touch by what its provider calls the message, and nothing else', async () => {
  const touch = { user: 'ada', run: 'r', step: 'hello' };
  await messages(table).remember('end-user-messaging', 'm-1', touch, at);
  await messages(table).remember('end-user-messaging', 'm-1', touch, at);
  expect(await messages(table).find('end-user-messaging', 'm-1')).toEqual(touch);
  expect(await messages(table).find('end-user-messaging', 'm-2')).toBeNull();
  expect(await messages(table).find('another', 'm-1')).toBeNull();
});

it('leaves nothing of an erased person, however many pages they fill, and everything of others', async () => {
  const { remember, find } = messages(table);
  // A query answers at most a megabyte: long reasons make more than one page of these.
  const reason = 'x'.repeat(200_000);
  for (let n = 0; n < 8; n += 1) {
    const touch = { user: 'bob', run: 'r', step: `step-${n}` };
    await remember('end-user-messaging', `bob-${n}`, touch, at);
    await touches(table).settle(touch, { ...settled(`bob-${n}`), reason });
  }
  const other = { user: 'eve', run: 'r', step: 'hello' };
  await remember('end-user-messaging', 'eve-1', other, at);
  await touches(table).settle(other, settled('eve-1'));

  await erasures(table, linkSecret).removeItems('bob', { at, runs: [] });

  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  expect(Items.filter((item) => JSON.stringify(item).includes('bob'))).toEqual([]);
  expect(await find('end-user-messaging', 'eve-1')).toEqual(other);
});

it('erases the short links of a touch, those from before their ids had a key too', async () => {
  const touch = { user: 'cem', run: 'r', step: 'hello' };
  const id = touchId(touch);
  const [key, url] = [await linkSecret(), 'https://example.com/'];
  const ids = [linkId(id, 0, key), linkId(id, 1, key), unkeyedLinkId(id, 0), unkeyedLinkId(id, 1)];
  await links(table).store(
    ids.map((each) => ({ id: each, url })),
    touch,
    at,
  );
  await touches(table).settle(touch, { ...settled('cem-1'), links: 2 });
  await erasures(table, linkSecret).removeItems('cem', { at, runs: [] });
  const found = await Promise.all(ids.map((each) => links(table).find(each)));
  expect(found).toEqual([null, null, null, null]);
});
