import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suppressionOf } from '../../lib/domain/address/state.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { addresses } from '../../lib/store/addresses.ts';
import { clicks } from '../../lib/store/clicks.ts';
import { personKey, reachSort, touchSort } from '../../lib/store/keys.ts';
import { markReached } from '../../lib/store/reaches.ts';
import { softBounces } from '../../lib/store/soft-bounces.ts';
import type { Table } from '../../lib/store/table.ts';
import { tallies } from '../../lib/store/tallies.ts';
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
  it('are kept in a row beside whose it is, and written only when nobody wrote in between', async () => {
    const [store, book] = [softBounces(table, secret), addresses(table, secret)];
    await book.link('email', email, 'ada');
    const one = [{ touch: 'a', at: 1_000 }];
    expect(await store.write('email', email, [], one)).toBe(true);
    expect(await store.write('email', email, [], one)).toBe(false);
    expect(await store.read('email', ' ADA@example.com')).toEqual({ users: ['ada'], inRow: one });
    await store.clear('email', email);
    expect(await store.read('email', email)).toEqual({ users: ['ada'], inRow: [] });
  });

  it('are lifted by what came later, and nothing else is', async () => {
    const book = addresses(table, secret);
    const suppression = async (at: number) => suppressionOf((await book.taking('email', email, at)).state)?.reason;
    await book.suppress('email', email, { reason: 'soft-bounced', at: 2_000 });
    expect(await suppression(2_000)).toBe('soft-bounced');
    expect(await suppression(2_001)).toBeUndefined();
    await book.suppress('email', email, { reason: 'complained', at: 3_000 });
    expect(await suppression(9_000)).toBe('complained');
  });

  it('leave a STOP that came meanwhile in force', async () => {
    const book = addresses(table, secret);
    const other = 'bob@example.com';
    await book.suppress('email', other, { reason: 'soft-bounced', at: 1_000 });
    await book.hear('email', other, { word: 'stop', at: 2_000, by: 'm', again: false });
    const { state } = await book.taking('email', other, 3_000);
    expect(suppressionOf(state)).toMatchObject({ reason: 'unsubscribed', at: 2_000 });
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
    const store = clicks(table, tallies(table));
    expect(await store.follow(touch, { link: 'a', at: 1 }, undefined)).toBeNull();
    await touches(table).feedback(touch, { kind: 'delivered', at: 1, before: null, about }, []);
    for (let n = 0; n < 45; n++) await store.follow(touch, { link: 'a', at: n }, 7);
    const known = await store.follow(touch, { link: 'b', at: 3 }, 8);
    expect(known?.followed).toHaveLength(40);
    expect(known?.record).toMatchObject({ ...about, feedback: { delivered: 1 } });
  });

  it('let a click be taken back that was noted at that time, and keep when its person had engaged before', async () => {
    const store = clicks(table, tallies(table));
    const before = await touches(table).read(touch);
    await touches(table).feedback(touch, { kind: 'clicked', at: 5_000, before, about }, []);
    expect(await store.takeBack(touch, [6_000, 9_000], [])).toBe(false);
    expect(await store.takeBack(touch, [4_000, 6_000], [])).toBe(true);
    expect((await touches(table).read(touch))?.feedback).toEqual({ delivered: 1 });
    expect(await store.takeBack(touch, [4_000, 6_000], [])).toBe(false);
    expect((await store.follow(touch, { link: 'a', at: 1 }, 9))?.engaged).toBe(7);
  });

  it('let it be forgotten that somebody came so far, if it was then', async () => {
    const store = clicks(table, tallies(table));
    const reached = { channel: 'email', levels: ['clicked'] } as const;
    await table.client.send(new UpdateCommand(markReached('people', touch, reached, 5_000)));
    expect(await store.unreach(touch, 'email', 'clicked', 4_000, [])).toBe(false);
    expect(await store.unreach(touch, 'email', 'clicked', 5_000, [])).toBe(true);
    const Key = { pk: personKey('ada'), sk: reachSort(touch.run, 'email') };
    const { Item } = await table.client.send(new GetCommand({ TableName: 'people', Key }));
    expect(Item).not.toHaveProperty('clicked');
  });
});
