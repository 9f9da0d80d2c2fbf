import {
  GetItemCommand,
  PutItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Rig, startRig } from './rig.ts';

const TableName = 'chorus-data-PeopleTable0A1B2C3D';
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });
const put = (pk: string, more: object = {}): TransactWriteItem => ({
  Put: { TableName, Item: { ...key(pk), n: { N: '1' } }, ...more },
});
const add = (pk: string): TransactWriteItem => ({
  Update: {
    TableName,
    Key: key(pk),
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
});
const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };

describe('a transaction', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  beforeEach(() => rig.sandbox.reset());
  afterAll(() => rig.close());

  const write = (TransactItems: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
    rig.tables.send(new TransactWriteItemsCommand({ TransactItems, ...more }));
  const numberAt = async (pk: string) => {
    const { Item } = await rig.tables.send(new GetItemCommand({ TableName, Key: key(pk), ConsistentRead: true }));
    return Item?.n?.N;
  };

  it('puts, adds, deletes and checks, all of it', async () => {
    await rig.tables.send(new PutItemCommand({ TableName, Item: { ...key('old'), n: { N: '7' } } }));
    await rig.tables.send(new PutItemCommand({ TableName, Item: { ...key('kept'), n: { N: '9' } } }));
    await write([
      put('new', isNew),
      add('counter'),
      { Delete: { TableName, Key: key('old'), ConditionExpression: 'attribute_exists(pk)' } },
      { ConditionCheck: { TableName, Key: key('kept'), ConditionExpression: 'attribute_exists(pk)' } },
      { ConditionCheck: { TableName, Key: key('none'), ConditionExpression: 'attribute_not_exists(pk)' } },
    ]);
    expect(await Promise.all(['new', 'counter', 'old', 'kept', 'none'].map(numberAt))).toEqual([
      '1',
      '1',
      undefined,
      '9',
      undefined,
    ]);
  });

  it('changes nothing when one condition does not hold, and says which, in order, with the item if it is asked for', async () => {
    await write([put('taken'), put('checked'), add('counter')]);
    const cancelled = write([
      add('counter'),
      put('taken', { ...isNew, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      put('other', isNew),
      {
        ConditionCheck: {
          TableName,
          Key: key('checked'),
          ConditionExpression: 'n > :n',
          ExpressionAttributeValues: { ':n': { N: '5' } },
        },
      },
      {
        Update: {
          TableName,
          Key: key('wrong'),
          UpdateExpression: 'SET n = m + :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
    ]);
    await expect(cancelled).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message: expect.stringContaining('[None, ConditionalCheckFailed, None, ConditionalCheckFailed, ValidationError]'),
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { ...key('taken'), n: { N: '1' } },
        },
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed' },
        { Code: 'ValidationError' },
      ],
    });
    expect(await Promise.all(['counter', 'taken', 'other', 'wrong'].map(numberAt))).toEqual([
      '1',
      '1',
      undefined,
      undefined,
    ]);
  });

  it('is carried out once for one token within ten minutes, and refuses another request under it', async () => {
    const once = { ClientRequestToken: 'token-1' };
    await write([add('counter')], once);
    await write([add('counter')], once);
    expect(await numberAt('counter')).toBe('1');
    await expect(write([add('other')], once)).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    await rig.advance('PT10M');
    await write([add('counter')], once);
    expect(await numberAt('counter')).toBe('2');
    const refused = write([put('counter', isNew)], { ClientRequestToken: 'token-2' });
    await expect(refused).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    // What was cancelled is not remembered.
    await write([add('counter')], { ClientRequestToken: 'token-2' });
    expect(await numberAt('counter')).toBe('3');
  });

  it.each([
    ['no actions', [], 'greater than or equal to 1'],
    ['more than a hundred', Array.from({ length: 101 }, (_, n) => add(`${n}`)), 'less than or equal to 100'],
    ['two on one item', [add('a'), put('a')], 'cannot include multiple operations on one item'],
    ['two in one action', [{ ...add('a'), ...put('b') }], 'can only contain one of Check, Put, Update or Delete'],
    ['a condition that cannot be read', [put('a', { ConditionExpression: 'n >' })], 'Syntax error'],
  ])('of %s is refused', async (_, actions, message) => {
    const refused = write(actions);
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
    expect(await numberAt('a')).toBeUndefined();
  });

  it('of a hundred is carried out', async () => {
    await write(Array.from({ length: 100 }, (_, n) => add(`${n}`)));
    expect(await numberAt('99')).toBe('1');
  });

  it('refuses a table that is not there, and a token that is too long', async () => {
    await expect(write([{ Put: { TableName: 'nowhere', Item: key('a') } }])).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(write([add('a')], { ClientRequestToken: 'x'.repeat(37) })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('is metered at twice what its writes take, cancelled or not, and its repetition as reads', async () => {
    const units = async () => (await rig.meter()).dynamodb;
    const once = { ClientRequestToken: 'token-3', ReturnConsumedCapacity: 'TOTAL' as const };
    expect((await write([add('a'), put('b')], once)).ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 4, WriteCapacityUnits: 4 },
    ]);
    expect(await units()).toMatchObject({ writeUnits: 4, readUnits: 0 });
    await write([add('a'), put('b')], once);
    expect(await units()).toMatchObject({ writeUnits: 4, readUnits: 4 });
    await write([add('a'), put('b', isNew)]).catch(() => {});
    expect(await units()).toMatchObject({ writeUnits: 8, readUnits: 4 });
  });
});
