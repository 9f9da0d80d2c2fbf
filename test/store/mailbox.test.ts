import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { clicks } from '../../lib/store/clicks.ts';
import { personKey, reachSort, touchSort } from '../../lib/store/keys.ts';
import { reaches } from '../../lib/store/reaches.ts';
import { softBounces } from '../../lib/store/soft-bounces.ts';
import type { Table } from '../../lib/store/table.ts';
import { touches } from '../../lib/store/touches.ts';

type Dynalite = Server & { readonly on: Server['on'] };
const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Dynalite;

let server: Dynalite;
let table: Table;

beforeAll(async () => {
  server = dynalite({ createTableMs: 0 });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const key = [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ] as const;
  await client.send(
    new CreateTableCommand({
      TableName: 'people',
      KeySchema: [...key],
      AttributeDefinitions: key.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const marshallOptions = { removeUndefinedValues: true };
  table = { client: DynamoDBDocumentClient.from(client, { marshallOptions }), name: 'people' };
});
afterAll(() => new Promise((done) => server.close(done)));

const secret = async () => 'secret';
const email = 'ada@example.com';

describe('soft bounces of an address', () => {
  it('are kept in a row beside whose it is, and suppress it only when nobody wrote in between', async () => {
    const [store, book] = [softBounces(table, secret), addresses(table, secret)];
    await book.link('email', email, 'ada');
    const one = [{ touch: 'a', at: 1_000 }];
    expect(await store.write('email', email, [], { inRow: one })).toBe(true);
    expect(await store.write('email', email, [], { inRow: one })).toBe(false);
    expect(await store.read('email', ' ADA@example.com')).toEqual({ users: ['ada'], suppression: null, inRow: one });
    const suppress = { reason: 'soft-bounced', at: 2_000 } as const;
    expect(await store.write('email', email, one, { inRow: [], suppress })).toBe(true);
    expect(await book.look('email', email)).toEqual(suppress);
    expect(await store.write('email', email, [], { inRow: one })).toBe(false);
  });

  it('are lifted by what came later, and by nothing else', async () => {
    const [store, book] = [softBounces(table, secret), addresses(table, secret)];
    expect(await store.lift('email', email, 2_000)).toMatchObject({ suppression: { reason: 'soft-bounced' } });
    expect(await store.lift('email', email, 2_001)).toEqual({ users: ['ada'], suppression: null });
    await book.suppress('email', email, { reason: 'complained', at: 3_000 });
    expect(await store.lift('email', email, 9_000)).toMatchObject({ suppression: { reason: 'complained' } });
  });

  it('leave a STOP that came meanwhile in force', async () => {
    const [store, book] = [softBounces(table, secret), addresses(table, secret)];
    const other = 'bob@example.com';
    await store.write('email', other, [], { inRow: [], suppress: { reason: 'soft-bounced', at: 1_000 } });
    await book.hear('email', other, { word: 'stop', at: 2_000, by: 'm', again: false });
    expect(await store.lift('email', other, 3_000)).toMatchObject({
      suppression: { reason: 'unsubscribed', at: 2_000 },
    });
  });

  it('know when a message was last delivered to a person', async () => {
    const store = softBounces(table, secret);
    const touch = { pk: personKey('eve'), sk: touchSort('run', 'one'), channel: 'email', delivered: 5_000 };
    await table.client.send(new PutCommand({ TableName: 'people', Item: touch }));
    const asked = [4_000, 6_000].map((since) => store.lastDelivered('eve', 'email', since));
    expect(await Promise.all([...asked, store.lastDelivered('eve', 'sms', 0)])).toEqual([5_000, undefined, undefined]);
  });
});

describe('links that were followed', () => {
  const touch = { user: 'ada', run: runId('welcome', 'ada', 'e'), step: 'hello' };
  const about = { journey: 'welcome', channel: 'email', group: 'treatment' } as const;

  it('are kept beside their touch, each once and no more than a bounded number', async () => {
    const store = clicks(table);
    expect(await store.follow(touch, { link: 'a', at: 1 }, undefined)).toBeNull();
    await touches(table).feedback(touch, 'delivered', 1, about);
    for (let n = 0; n < 45; n++) await store.follow(touch, { link: 'a', at: n }, 7);
    const known = await store.follow(touch, { link: 'b', at: 3 }, 8);
    expect(known?.followed).toHaveLength(40);
    expect(known?.record).toMatchObject({ ...about, feedback: { delivered: 1 } });
  });

  it('let a click be taken back that was noted at that time, with when its person had engaged before', async () => {
    const store = clicks(table);
    await touches(table).feedback(touch, 'clicked', 5_000, about);
    expect(await store.takeBack(touch, [6_000, 9_000])).toBeNull();
    expect(await store.takeBack(touch, [4_000, 6_000])).toMatchObject({
      engaged: 7,
      record: { feedback: { clicked: 5_000 } },
    });
    expect((await touches(table).read(touch))?.feedback).toEqual({ delivered: 1 });
    expect(await store.takeBack(touch, [4_000, 6_000])).toBeNull();
  });

  it('let it be forgotten that somebody came so far, if it was then', async () => {
    const store = clicks(table);
    await reaches(table).mark(touch, 'email', 'clicked', 5_000);
    expect(await store.unreach(touch, 'email', 'clicked', 4_000)).toBe(false);
    expect(await store.unreach(touch, 'email', 'clicked', 5_000)).toBe(true);
    const Key = { pk: personKey('ada'), sk: reachSort(touch.run, 'email') };
    const { Item } = await table.client.send(new GetCommand({ TableName: 'people', Key }));
    expect(Item).not.toHaveProperty('clicked');
  });
});
