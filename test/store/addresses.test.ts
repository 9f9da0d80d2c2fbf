import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { optOutOf, suppressionOf } from '../../lib/domain/address/state.ts';
import { reinstatements } from '../../lib/store/addresses/reinstatements.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { keyedHash } from '../../lib/store/keyed-hash.ts';
import type { Table } from '../../lib/store/table.ts';
import { addressBook, type MemoryBook } from '../engine/address-book.ts';
import { type Rig, startRig } from '../sandbox/rig.ts';

let rig: Rig;
let table: Table;
const key = async () => 'key';
const at = Date.parse('2027-01-11T09:00:00Z');
beforeAll(async () => {
  rig = await startRig();
  table = { client: DynamoDBDocumentClient.from(rig.tables), name: 'chorus-data-PeopleTable0A1B2C3D' };
});
afterAll(() => rig.close());

const item = async (channel: string, address: string, sk = 'ADDRESS') => {
  const Key = { pk: `ADDRESS#${channel}#${await keyedHash(address, key)}`, sk };
  return (await table.client.send(new GetCommand({ TableName: table.name, Key }))).Item;
};

const user = fc.constantFrom('ann', 'bob', '__proto__');
const time = fc.integer({ min: 1, max: 9 }).map((second) => at + second * 1000);
const call = fc.oneof(
  user.map((id) => (book: Book, a: string) => book.link('email', a, id)),
  user.map((id) => (book: Book, a: string) => book.release('email', a, id)),
  fc.tuple(fc.constantFrom('bounced', 'complained', 'erased'), time).map(
    ([reason, t]) =>
      (book: Book, a: string) =>
        book.suppress('email', a, { reason, at: t } as never),
  ),
  time.map((t) => (book: Book, a: string) => book.reinstate('email', a, t)),
  fc.tuple(user, time).map(
    ([id, t]) =>
      (book: Book, a: string) =>
        book.optOut('email', a, { user: id, at: t }),
  ),
  fc.tuple(user, fc.constantFrom('double_opt_in', 'express'), time).map(
    ([id, basis, t]) =>
      (book: Book, a: string) =>
        book.optIn('email', a, { user: id, basis, at: t } as never),
  ),
  fc.tuple(fc.constantFrom('stop', 'start'), time, fc.uuid()).map(
    ([word, t, by]) =>
      (book: Book, a: string) =>
        book.hear('email', a, { word, at: t, by, again: false } as never),
  ),
  fc.tuple(user, time).map(
    ([id, t]) =>
      (book: Book, a: string) =>
        book.claim(a, id, t),
  ),
  user.map((id) => (book: Book, a: string) => book.release('push', a, id)),
  fc.tuple(user, user).map(
    ([one, other]) =>
      (book: Book, a: string) =>
        book.dispossess(a, one, other),
  ),
);
type Book = Pick<
  MemoryBook,
  'link' | 'release' | 'suppress' | 'reinstate' | 'optOut' | 'optIn' | 'hear' | 'claim' | 'dispossess'
>;

it('answers as the one in memory does, which stands for it in tests', async () => {
  let runs = 0;
  const sorted = (answer: unknown) =>
    JSON.parse(JSON.stringify(answer ?? null), (_, value) => (Array.isArray(value) ? [...value].sort() : value));
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
      const address = `a${runs++}@example.com`;
      const [stored, memory] = [addresses(table, key, () => at), addressBook()];
      for (const each of calls) {
        expect(sorted(await each(stored, address))).toEqual(sorted(await each(memory, address)));
      }
    }),
    { numRuns: 40 },
  );
});

it('loses no statement of several that are made at once', async () => {
  const book = addresses(table, key);
  await Promise.all([
    book.suppress('email', 'x@example.com', { reason: 'bounced', at }),
    book.suppress('email', 'x@example.com', { reason: 'complained', at }),
    book.optOut('email', 'x@example.com', { user: 'ann', at }),
    book.link('email', 'X@example.com', 'ann'),
  ]);
  const { users, state } = await book.look('email', 'x@example.com');
  expect([users, suppressionOf(state), optOutOf(state)]).toEqual([
    ['ann'],
    { reason: 'complained', at, bounced: true },
    at,
  ]);
  expect(await item('email', 'x@example.com')).toMatchObject({ reason: 'complained', at });
});

it('reads what an earlier version stored', async () => {
  const pk = `ADDRESS#sms#${await keyedHash('+4915112345678', key)}`;
  const old = { pk, sk: 'ADDRESS', reason: 'unsubscribed', at, word: 'stop', wordAt: at, wordBy: 'SM1' };
  await table.client.send(new PutCommand({ TableName: table.name, Item: old }));
  const book = addresses(table, key);
  expect(suppressionOf((await book.link('sms', '+4915112345678', 'ann')).state)).toEqual({
    reason: 'unsubscribed',
    at,
  });
  const start = { word: 'start', at: at + 60_000, by: 'SM2', again: false } as const;
  expect(suppressionOf((await book.hear('sms', '+4915112345678', start)).state)).toBeNull();
  expect(await item('sms', '+4915112345678')).not.toHaveProperty('reason');
});

it('keeps who reinstated an address, once, without the address', async () => {
  const acts = reinstatements(table, key);
  const act = { channel: 'email', address: 'Y@example.com', reason: 'works again', by: 'Kim', at, event: 'e' } as const;
  await acts.append(act);
  await acts.append({ ...act, by: 'somebody else' });
  const { Items } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `ADDRESS#email#${await keyedHash('y@example.com', key)}` },
    }),
  );
  expect(Items).toMatchObject([{ sk: 'REINSTATED#2027-01-11T09:00:00Z#e', by: 'Kim', reason: 'works again' }]);
  expect(JSON.stringify(Items)).not.toMatch(/y@example/i);
});
