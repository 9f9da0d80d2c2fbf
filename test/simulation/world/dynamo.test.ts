import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DynamoDb } from '../../../lib/simulation/dynamo/operations.ts';
import { SimulationError } from '../../../lib/simulation/simulation-error.ts';

const TableName = 'table';
let now = 0;
let tables: DynamoDb;

beforeEach(() => {
  now = 1_000_000;
  tables = new DynamoDb([TableName], { now: () => now, caller: () => 'test', seed: 1 });
});

const put = (sk: string, more: object = {}, about: object = {}) =>
  tables.run('PutCommand', { TableName, Item: { pk: 'USER#a', sk, ...more }, ...about });
const get = (sk: string) =>
  (tables.run('GetCommand', { TableName, Key: { pk: 'USER#a', sk } }) as { Item?: object }).Item;
const update = (UpdateExpression: string, values: object = {}, about: object = {}) =>
  tables.run('UpdateCommand', {
    TableName,
    Key: { pk: 'USER#a', sk: 'x' },
    UpdateExpression,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    ReturnValues: 'ALL_NEW',
    ...about,
  });
const query = (about: object) =>
  tables.run('QueryCommand', { TableName, ...about }) as { Items: { sk: string }[]; LastEvaluatedKey?: object };

describe('items', () => {
  it('are copies, without what is undefined', () => {
    const traits = { plan: 'pro' };
    put('x', { traits, none: undefined });
    traits.plan = 'free';
    expect(get('x')).toEqual({ pk: 'USER#a', sk: 'x', traits: { plan: 'pro' } });
  });

  it('may be gone, and are never needed, once their time is over', () => {
    for (let number = 0; number < 40; number += 1) put(`t${number}`, { ttl: 500 });
    now = 400_000;
    expect(
      query({ KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': 'USER#a' } }).Items,
    ).toHaveLength(40);
    now = 600_000;
    const left = query({ KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': 'USER#a' } }).Items
      .length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(40);
  });
});

describe('updates', () => {
  it('set, add, take out of sets and remove, of what was there before', () => {
    update(
      'SET #a = :a, b = if_not_exists(b, :b) ADD n :n, s :s',
      { ':a': 1, ':b': 2, ':n': 3, ':s': new Set(['u', 'v']) },
      { ExpressionAttributeNames: { '#a': 'a' } },
    );
    expect(get('x')).toMatchObject({ a: 1, b: 2, n: 3, s: new Set(['u', 'v']) });
    update('SET b = if_not_exists(b, :b), c = a + :n ADD n :n DELETE s :s REMOVE a', {
      ':b': 9,
      ':n': 1,
      ':s': new Set(['u', 'v']),
    });
    expect(get('x')).toEqual({ pk: 'USER#a', sk: 'x', b: 2, c: 2, n: 4 });
  });

  it('hold to their conditions', () => {
    put('x', { v: 1 });
    const lost = () =>
      update('SET v = :v', { ':v': 2, ':is': 5 }, { ConditionExpression: 'attribute_exists(pk) AND v = :is' });
    expect(lost).toThrow(ConditionalCheckFailedException);
    update(
      'SET v = :v',
      { ':v': 2, ':is': 1 },
      { ConditionExpression: 'NOT attribute_exists(z) AND (v = :is OR v > :is)' },
    );
    expect(get('x')).toMatchObject({ v: 2 });
  });
});

describe('queries', () => {
  it('look at a partition in order, page by page, and filter afterwards', () => {
    for (const sk of ['TOUCH#b', 'LEDGER', 'PROFILE', 'TOUCH#a', 'INBOX#1']) put(sk, { kind: sk.slice(0, 2) });
    const person = { ':p': 'USER#a' };
    const between = query({
      KeyConditionExpression: 'pk = :p AND sk BETWEEN :l AND :r',
      ExpressionAttributeValues: { ...person, ':l': 'LEDGER', ':r': 'PROFILE' },
    });
    expect(between.Items.map(({ sk }) => sk)).toEqual(['LEDGER', 'PROFILE']);
    const asked = {
      KeyConditionExpression: 'pk = :p AND begins_with(sk, :t)',
      ExpressionAttributeValues: { ...person, ':t': 'TOUCH#' },
    };
    expect(query({ ...asked, ScanIndexForward: false }).Items.map(({ sk }) => sk)).toEqual(['TOUCH#b', 'TOUCH#a']);
    const first = query({ ...asked, Limit: 1 });
    expect(first.Items.map(({ sk }) => sk)).toEqual(['TOUCH#a']);
    expect(query({ ...asked, Limit: 1, ExclusiveStartKey: first.LastEvaluatedKey }).Items.map(({ sk }) => sk)).toEqual([
      'TOUCH#b',
    ]);
    const filtered = {
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'kind IN (:a, :b)',
      ExpressionAttributeValues: { ...person, ':a': 'TO', ':b': 'IN' },
    };
    expect(query({ ...filtered, ProjectionExpression: 'sk' }).Items).toEqual([
      { sk: 'INBOX#1' },
      { sk: 'TOUCH#a' },
      { sk: 'TOUCH#b' },
    ]);
  });
});

describe('transactions', () => {
  const items = (condition: string) => [
    { Put: { TableName, Item: { pk: 'USER#a', sk: 'one' }, ConditionExpression: 'attribute_not_exists(pk)' } },
    {
      Update: {
        TableName,
        Key: { pk: 'USER#a', sk: 'two' },
        UpdateExpression: 'ADD n :n',
        ExpressionAttributeValues: { ':n': 1 },
      },
    },
    { ConditionCheck: { TableName, Key: { pk: 'USER#a', sk: 'three' }, ConditionExpression: condition } },
    { Delete: { TableName, Key: { pk: 'USER#a', sk: 'four' } } },
  ];

  it('happen as a whole', () => {
    put('four');
    tables.run('TransactWriteCommand', { TransactItems: items('attribute_not_exists(pk)') });
    expect([get('one'), get('two'), get('four')]).toEqual([
      expect.anything(),
      expect.objectContaining({ n: 1 }),
      undefined,
    ]);
  });

  it('or not at all, and say for each item why', () => {
    const run = () => tables.run('TransactWriteCommand', { TransactItems: items('attribute_exists(pk)') });
    expect(run).toThrow(TransactionCanceledException);
    try {
      run();
    } catch (error) {
      const { CancellationReasons: reasons = [] } = error as TransactionCanceledException;
      expect(reasons.map(({ Code }) => Code)).toEqual(['None', 'None', 'ConditionalCheckFailed', 'None']);
    }
    expect([get('one'), get('two')]).toEqual([undefined, undefined]);
  });
});

it('refuses what it does not know, so that it cannot silently differ from DynamoDB', () => {
  expect(() => put('x', {}, { ConditionExpression: 'matches(pk, sk)' })).toThrow(SimulationError);
  expect(() => update('INVENT x :x', { ':x': 1 })).toThrow(SimulationError);
  expect(() => tables.run('ExportCommand', {})).toThrow(SimulationError);
});
