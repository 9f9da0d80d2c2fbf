import {
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { PutEventsCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetAppCommand } from '@aws-sdk/client-pinpoint';
import { GetSecretValueCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { GetAccountCommand } from '@aws-sdk/client-sesv2';
import { ListLinkedWhatsAppBusinessAccountsCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rig, startRig } from './rig.ts';

const TableName = 'chorus-data-PeopleTable0A1B2C3D';
const credentials = { accessKeyId: 'anyone', secretAccessKey: 'anything' };
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });

describe('the AWS side', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  afterAll(() => rig.close());

  it('gives every answer and every error an id, as clients show it', async () => {
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const sent = await rig.events.send(
      new PutEventsCommand({ Entries: [{ Source: 'x', DetailType: 'x', Detail: '{}' }] }),
    );
    expect(sent.$metadata.requestId).toEqual(id);
    const refused = rig.events.send(new PutRuleCommand({ Name: 'x' }));
    await expect(refused).rejects.toMatchObject({ $metadata: { requestId: id } });
  });

  it('answers an operation that is not there with an error that names it, in every protocol', async () => {
    const unknown = (name: string) => ({ name: 'UnknownOperationException', message: expect.stringContaining(name) });
    await expect(rig.events.send(new PutRuleCommand({ Name: 'x' }))).rejects.toMatchObject(
      unknown('PutRule of EventBridge'),
    );
    await expect(rig.tables.send(new TransactGetItemsCommand({ TransactItems: [] }))).rejects.toMatchObject(
      unknown('TransactGetItems of DynamoDB'),
    );
    await expect(rig.mail.send(new GetAccountCommand({}))).rejects.toMatchObject(
      unknown('GET /v2/email/account of SESv2'),
    );
    await expect(rig.push.send(new GetAppCommand({ ApplicationId: 'app-1' }))).rejects.toMatchObject(
      unknown('GET /v1/apps/app-1 of Pinpoint'),
    );
    const form = await fetch(rig.url, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x/20270111/us-east-1/sns/aws4_request' },
      body: new URLSearchParams({ Action: 'Subscribe', Version: '2010-03-31' }),
    });
    expect([form.status, await form.text()]).toEqual([400, expect.stringContaining('Subscribe of SNS')]);
    const chat = new SocialMessagingClient({ endpoint: rig.url, region: 'us-east-1', credentials });
    await expect(chat.send(new ListLinkedWhatsAppBusinessAccountsCommand({}))).rejects.toMatchObject(
      unknown('GET /v1/whatsapp/waba/list of SocialMessaging'),
    );
    const s3 = await fetch(`${rig.url}/bucket`, {
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x/20270111/us-east-1/s3/aws4_request' },
    });
    expect([s3.status, await s3.text()]).toEqual([
      400,
      expect.stringContaining('<Code>UnknownOperationException</Code>'),
    ]);
    const cbor = await fetch(`${rig.url}/service/GraniteServiceVersion20100801/operation/ListMetrics`, {
      method: 'POST',
    });
    expect([cbor.status, await cbor.text()]).toEqual([400, expect.stringContaining('ListMetrics')]);
    expect(cbor.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
  });

  it('has a DynamoDB with conditions, queries and capacity', async () => {
    const Item = { ...key('a'), n: { N: '1' } };
    const put = (more: object = {}) => rig.tables.send(new PutItemCommand({ TableName, Item, ...more }));
    expect(await put()).not.toHaveProperty('ConsumedCapacity');
    expect((await put({ ReturnConsumedCapacity: 'TOTAL' })).ConsumedCapacity).toMatchObject({ CapacityUnits: 1 });
    const refused = put({
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(refused).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item });
    const { Items } = await rig.tables.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': { S: 'a' }, ':from': { S: 'w' }, ':to': { S: 'y' } },
      }),
    );
    expect(Items).toEqual([Item]);
    await rig.tables.send(new GetItemCommand({ TableName, Key: key('a') }));
    expect((await rig.meter()).dynamodb).toEqual({ readUnits: 1.5, writeUnits: 3, byFunction: {} });
    await rig.tables.send(new DescribeTimeToLiveCommand({ TableName }));
    const elsewhere = rig.tables.send(new GetItemCommand({ TableName: 'nowhere', Key: key('a') }));
    await expect(elsewhere).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('has the queues and secrets of the template, no others', async () => {
    const { QueueUrl } = await rig.queues.send(new GetQueueUrlCommand({ QueueName: 'chorus-lost' }));
    await rig.queues.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"a":1}' }));
    expect((await rig.messages('chorus-lost')).map(({ body }) => body)).toEqual([{ a: 1 }]);
    expect(await rig.messages('chorus-lost')).toEqual([]);
    await rig.advance('PT31S');
    expect(await rig.messages('chorus-lost')).toHaveLength(1);
    await expect(rig.queues.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toThrow('none');
    const { SecretList } = await rig.secrets.send(new ListSecretsCommand({}));
    expect(SecretList?.map(({ Name }) => Name)).toEqual(['chorus-token']);
    await expect(rig.secrets.send(new GetSecretValueCommand({ SecretId: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('generates the same secrets for the same seed', async () => {
    const other = await startRig({ seed: 2 });
    const secretOf = async (of: Rig) =>
      (await of.secrets.send(new GetSecretValueCommand({ SecretId: 'chorus-token' }))).SecretString;
    const again = await startRig();
    expect(await secretOf(again)).toBe(await secretOf(rig));
    expect(await secretOf(other)).not.toBe(await secretOf(rig));
    await Promise.all([other.close(), again.close()]);
  });
});

describe('the HTTP API', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  afterAll(() => rig.close());

  it('hands requests to its function in payload format 2.0, and the answer back', async () => {
    const response = await fetch(`${rig.url}/_api/echo/a%20b?x=1&x=2&y=`, {
      method: 'POST',
      headers: { 'X-Own': 'Yes', cookie: 'k=v; l=w' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect([response.status, response.headers.get('x-token'), response.headers.get('set-cookie')]).toEqual([
      201,
      'a b',
      'a=1',
    ]);
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: 'POST /echo/{token}',
      rawPath: '/echo/a%20b',
      rawQueryString: 'x=1&x=2&y=',
      cookies: ['k=v', 'l=w'],
      headers: { 'x-own': 'Yes' },
      queryStringParameters: { x: '1,2', y: '' },
      pathParameters: { token: 'a b' },
      requestContext: {
        http: { method: 'POST', path: '/echo/a%20b' },
        stage: '$default',
        timeEpoch: Date.UTC(2027, 0, 11, 9),
      },
      body: 'List-Unsubscribe=One-Click',
      isBase64Encoded: false,
    });
  });

  it('answers as API Gateway does for a bare result, an error and no route', async () => {
    const post = (path: string) => fetch(`${rig.url}/_api${path}`, { method: 'POST' });
    const bare = await post('/echo/bare');
    expect([bare.status, await bare.json()]).toEqual([200, { bare: true }]);
    const failed = await post('/echo/fail');
    expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    for (const path of ['/nowhere', '/echo', '/echo/a/b']) {
      const none = await post(path);
      expect([none.status, await none.json()]).toEqual([404, { message: 'Not Found' }]);
    }
    expect((await fetch(`${rig.url}/_api/echo/x`)).status).toBe(404);
  });
});
