import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Action, waitForTransactions, writeTogether } from '../../lib/store/transactions.ts';

/** A DynamoDB that answers what it is told to, and keeps what it was asked. */
type Answer = 'ok' | 'lost' | { readonly type: string; readonly reasons?: readonly string[] };

describe('writes that meet', () => {
  let answers: Answer[] = [];
  let asked: { target: string; token: string | undefined; items: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as {
      ClientRequestToken?: string;
      TransactItems?: unknown;
    };
    const target = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push({ target, token: body.ClientRequestToken, items: body.TransactItems });
    const answer = answers.shift() ?? 'ok';
    if (answer === 'lost') return void request.socket.destroy();
    if (answer === 'ok') return void response.writeHead(200).end('{}');
    const CancellationReasons = answer.reasons?.map((Code) => ({ Code }));
    const error = { __type: `com.amazonaws.dynamodb.v20120810#${answer.type}`, message: 'no', CancellationReasons };
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(error));
  });
  let client: DynamoDBDocumentClient;
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'anyone', secretAccessKey: 'anything' };
    client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }));
    waitForTransactions(client);
  });
  beforeEach(() => {
    answers = [];
    asked = [];
  });
  afterAll(() => {
    client.destroy();
    server.close();
  });

  const put = (pk: string): Action => ({ Put: { TableName: 't', Item: { pk } } });
  const both = () => [put('a'), put('b')];
  const cancelled = (...reasons: readonly string[]) => ({ type: 'TransactionCanceledException', reasons });

  it('keep one token over the retries of the client, so that what was carried out is not carried out again', async () => {
    answers = ['lost', { type: 'TransactionInProgressException' }, 'ok'];
    expect(await writeTogether(client, both)).toBe(true);
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(({ token }) => token)).size).toBe(1);
    expect(asked[0]?.token).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('wait and try again, composed anew and under another token, when another transaction has an item', async () => {
    answers = [cancelled('None', 'TransactionConflict'), cancelled('ThrottlingError', 'None'), 'ok'];
    let [composed, crowded] = [0, 0];
    const compose = () => [put('a'), put(`b${++composed}`)];
    expect(await writeTogether(client, compose, () => void crowded++)).toBe(true);
    expect([composed, crowded]).toEqual([3, 2]);
    expect(new Set(asked.map(({ token }) => token)).size).toBe(3);
  });

  it('lose where a condition did not hold, whatever else was in the way', async () => {
    answers = [cancelled('ConditionalCheckFailed', 'TransactionConflict')];
    expect(await writeTogether(client, both)).toBe(false);
    expect(asked).toHaveLength(1);
    answers = [cancelled('ValidationError', 'None')];
    await expect(writeTogether(client, both)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  });

  it('are plain where there is one, and wait for a transaction that is under way', async () => {
    answers = [{ type: 'TransactionConflictException' }, { type: 'TransactionConflictException' }, 'ok'];
    expect(await writeTogether(client, () => [put('a')])).toBe(true);
    expect(asked.map(({ target }) => target)).toEqual(['PutItem', 'PutItem', 'PutItem']);
    answers = [{ type: 'TransactionConflictException' }, 'ok'];
    await client.send(new PutCommand({ TableName: 't', Item: { pk: 'a' } }));
    answers = [{ type: 'ConditionalCheckFailedException' }];
    expect(await writeTogether(client, () => [put('a')])).toBe(false);
  });
});
