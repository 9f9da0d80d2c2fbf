import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { run as givenUp } from '../../lib/cli/given-up.ts';
import { saidBy } from '../cli/said.ts';
import { credentials, introduction } from './client.ts';
import { oneStep, onlyThese, overlaidStack } from './overlaid.ts';

/** A team that sends receipts and news by email. */
const stack = overlaidStack({
  ...oneStep('receipt', { on: 'order.placed', channel: 'email', purpose: 'transactional' }),
  ...oneStep('news', { on: 'profile.completed', channel: 'email' }),
  ...onlyThese(['receipt', 'news']),
});

const people = Array.from({ length: 12 }, (_, n) => `person-${n}`);

beforeEach(() => stack.client.control('reset', {}));

const behave = (order: object) => stack.client.control('providers/ses', order);
const sent = async (journey: string) =>
  (await stack.client.outbox(`?journey=${journey}`)).map(({ userId }) => userId).toSorted();
const command = (...args: string[]) => saidBy(givenUp, [...args, '--endpoint', stack.sandbox.url]);

async function ordered() {
  await stack.client.publish(...people.flatMap((user) => introduction(user)));
  await stack.client.settle();
  const events = people.flatMap((userId) => [
    { type: 'order.placed', detail: { userId, eventId: `order-${userId}`, orderId: '1', total: 10 } },
    { type: 'profile.completed', detail: { userId, eventId: `completed-${userId}` } },
  ]);
  await stack.client.publish(...events);
  await stack.client.settle();
}

describe('while SES is down', () => {
  it('for five hours, everybody waits and then gets each message once', async () => {
    await behave({ behave: 'down' });
    await ordered();
    await stack.client.advance('PT5H');
    expect(await sent('receipt')).toEqual([]);
    await behave({ behave: 'ok' });
    await stack.client.advance('P1D');
    expect(await sent('receipt')).toEqual(people.toSorted());
    expect(await sent('news')).toEqual(people.toSorted());
    expect(await command()).toEqual([0, 'nothing was given up\n']);
  });

  it('for eight hours, the news is given up and sent again when somebody says so, once; receipts come by themselves', async () => {
    await behave({ behave: 'misconfigured' });
    await ordered();
    await stack.client.advance('PT8H');
    const [code, list] = await command('--since', '1d');
    expect(code).toBe(0);
    const lines = list.trimEnd().split('\n');
    expect(lines).toHaveLength(people.length);
    for (const line of lines)
      expect(line).toMatch(/^2027-01-11T15:0\dZ?.* {2}email {2}ses {2}sender {2}news {2}news {2}person-\d+$/);

    await behave({ behave: 'ok' });
    await stack.client.advance('PT3H');
    expect(await sent('receipt')).toEqual(people.toSorted());
    expect(await sent('news')).toEqual([]);

    // One took it back meanwhile, and one is erased.
    const [ada = '', bob = '', ...others] = people;
    const no = { userId: ada, channel: 'email', status: 'withdrawn' };
    await stack.client.publish(
      { type: 'consent.changed', detail: no },
      { type: 'user.erased', detail: { userId: bob } },
    );
    await stack.client.settle();
    expect(await stored('GIVENUP#')).toHaveLength(people.length - 1);
    expect(await command('--send')).toEqual([0, expect.stringContaining(`${people.length - 1} to be sent again`)]);
    await command('--send');
    await stack.client.advance('P1D');
    expect(await sent('news')).toEqual(others.toSorted());
    expect(await command()).toEqual([0, 'nothing was given up\n']);
    expect(await stored('GIVENUP#')).toEqual([]);
  });
});

async function stored(prefix: string): Promise<readonly unknown[]> {
  const options = { endpoint: stack.sandbox.url, region: 'us-east-1', credentials };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'polyphony-people' }));
  return Items.filter(({ pk }) => String(pk).startsWith(prefix));
}
