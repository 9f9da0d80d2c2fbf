import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AppEvent, credentials, introduction, type Sent, signUp } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
/** Unlike anything else that a table holds. */
const user = 'person-7f3a91';
const reach = { phone: '+4915112345678', whatsapp: '+4915112345678', timezone: 'Europe/Berlin', country: 'DE' };
const erased: AppEvent = { type: 'user.erased', detail: { userId: user, eventId: 'erase' } };

/** Every item of the people table, sets as lists. */
async function scan(): Promise<Record<string, unknown>[]> {
  const options = { endpoint: stack.sandbox.url, region: 'us-east-1', credentials };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'polyphony-people', ConsistentRead: true }));
  return Items;
}

const textOf = (item: object) =>
  JSON.stringify(item, (_, value: unknown) => (value instanceof Set ? [...value] : value));

/** What in the table names the person. */
const left = async () => (await scan()).map(textOf).filter((text) => text.includes(user));

const suppressions = async () =>
  (await scan()).flatMap(({ pk, reason }) =>
    String(pk).startsWith('ADDRESS#') ? [`${String(pk).split('#')[1]} ${String(reason)}`] : [],
  );

async function running(): Promise<string[]> {
  const { stateMachines = [] } = await stack.client.executions.send(new ListStateMachinesCommand({}));
  const lists = await Promise.all(
    stateMachines.map(({ stateMachineArn }) =>
      stack.client.executions.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' })),
    ),
  );
  return lists.flatMap(({ executions = [] }) => executions.map(({ executionArn = '' }) => executionArn));
}

/** A person with three addresses and a device, two messages into the welcome series. */
async function welcomed(): Promise<void> {
  await stack.client.introduce(user, reach);
  await stack.client.publish(signUp(user));
  await stack.client.advance('P2D');
}

const expectGone = async () => {
  expect(await left()).toEqual([]);
  expect((await suppressions()).filter((each) => /^(email|sms|whatsapp) /.test(each)).sort()).toEqual([
    'email erased',
    'sms erased',
    'whatsapp erased',
  ]);
  expect(await running()).toEqual([]);
};

beforeEach(() => stack.client.control('reset', {}));

const moments = (calls: number) =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((nth) =>
    (['before', 'after'] as const).map((crash) => ({ nth, crash })),
  );

/** Every call of both sweeps takes a minute and more: `SWEEPS=all` tries them. */
const sampled = moments(24).filter((_, index) => index % 7 === 3);

describe('an erasure', () => {
  it('leaves nothing of the person but suppressed addresses, and a hash', async () => {
    await welcomed();
    await stack.client.publish(erased);
    await stack.client.advance('PT10M');
    await expectGone();
  });

  it.each(moments(5))('is finished when identify is killed $crash its call $nth', async ({ nth, crash }) => {
    await welcomed();
    await stack.client.control('functions/identify', { crash, call: '*', nth, times: 1 });
    await stack.client.publish(erased);
    await stack.client.advance('PT10M');
    await expectGone();
  });

  it('is finished wherever its sweeps are killed', async () => {
    for (const { nth, crash } of process.env.SWEEPS === 'all' ? moments(24) : sampled) {
      await stack.client.control('reset', {});
      await welcomed();
      await stack.client.control('functions/erase', { crash, call: '*', nth, times: 1 });
      await stack.client.publish(erased);
      await stack.client.advance('PT15M');
      await expectGone();
    }
  });

  it('finishes what a killed introduction had begun', async () => {
    for (const nth of [4, 8, 12]) {
      await stack.client.control('reset', {});
      await stack.client.control('functions/identify', { crash: 'after', call: '*', nth, times: 3 });
      await stack.client.publish(...introduction(user, reach));
      await stack.client.settle();
      await stack.client.publish(erased);
      await stack.client.advance('PT15M');
      expect(await left()).toEqual([]);
      expect(await running()).toEqual([]);
    }
  });
});

describe('after an erasure', () => {
  const occurredAt = '2027-01-11T09:00:30Z';
  const late: readonly AppEvent[] = [
    ...introduction(user, reach).map(({ type, detail }) => ({ type, detail: { ...detail, occurredAt } })),
    { type: 'user.signed_up', detail: { userId: user, eventId: `signup-${user}`, occurredAt } },
    { type: 'user.signed_up', detail: { userId: user, eventId: 'another', occurredAt } },
    { type: 'onboarding.completed', detail: { userId: user } },
    { type: 'account.deleted', detail: { userId: user } },
    { type: 'score.updated', detail: { userId: user, scores: { churn: 0.9 } } },
    { type: 'subscription.reactivated', detail: { userId: user, monthlyPrice: 9 } },
  ];
  const spamComplaint = ({ touchId, to }: Pick<Sent, 'touchId' | 'to'>): object => ({
    mail: { destination: [to], tags: { touch: [touchId] } },
    complaint: { complainedRecipients: [{ emailAddress: to }], timestamp: '2027-01-13T12:00:00Z' },
  });

  it.each(late.map((event) => [event.type, event] as const))(
    '%s brings nothing back, in both orders',
    async (_, event) => {
      for (const order of [
        [event, erased],
        [erased, event],
      ]) {
        await stack.client.control('reset', {});
        await welcomed();
        await stack.client.publish(...order);
        await stack.client.advance('PT10M');
        expect(await left()).toEqual([]);
        await stack.client.publish(event);
        await stack.client.advance('PT10M');
        expect(await left()).toEqual([]);
        expect(await running()).toEqual([]);
      }
    },
  );

  it('feedback suppresses the address and writes nothing under the id, and no dead letter', async () => {
    await welcomed();
    const [email] = (await stack.client.outbox('?channel=email')) as [Sent];
    const [push] = (await stack.client.outbox('?channel=push')) as [Sent];
    await stack.client.publish(erased);
    await stack.client.advance('PT10M');
    await stack.client.publish(
      { type: 'Email Complaint Received', detail: spamComplaint(email) as never, bus: 'default', source: 'aws.ses' },
      { type: 'touch.engaged', detail: { userId: user, touchId: push.touchId, kind: 'opened' } },
    );
    await stack.client.advance('PT10M');
    expect(await left()).toEqual([]);
    expect(await suppressions()).toContain('email complained');
    expect(await stack.client.deadLetters()).toEqual([]);
  });

  it('old links of the person lead nowhere and write nothing', async () => {
    await welcomed();
    const { preferences, inbox } = await stack.client.control<{ preferences: string; inbox: string }>(
      `token?userId=${user}`,
    );
    const [email] = (await stack.client.outbox('?channel=email')) as [Sent];
    const unsubscribe = (email.content.headers?.['List-Unsubscribe'] ?? '').slice(1, -1);
    const api = `${stack.sandbox.url}/_api`;
    const ask = async () => [
      (await fetch(`${api}/preferences/${preferences}`)).status,
      (await fetch(`${api}/preferences/${preferences}`, { method: 'POST', body: 'do=leave' })).status,
      (await fetch(unsubscribe, { method: 'POST', body: 'List-Unsubscribe=One-Click' })).status,
      (await fetch(`${api}/inbox`, { headers: { authorization: `Bearer ${inbox}` } })).status,
    ];
    await stack.client.publish(erased);
    await stack.client.settle();
    expect(await ask()).toEqual([404, 404, 404, 404]);
    await stack.client.advance('PT10M');
    expect(await ask()).toEqual([404, 404, 404, 404]);
    expect(await left()).toEqual([]);
  });

  it('the person may return by newer events, and is measured from then on', async () => {
    await welcomed();
    await stack.client.publish(erased);
    // Newer than the erasure, while it is still under way.
    await stack.client.advance('PT5S');
    await stack.client.introduce(user, { ...reach, email: 'new@example.com' });
    await stack.client.advance('PT15M');
    await stack.client.publish({ type: 'user.signed_up', detail: { userId: user, eventId: 'again' } });
    await stack.client.advance('P2D');
    const steps = (await stack.client.outbox()).map(({ step, to }) => `${step} ${to}`);
    expect(steps.filter((each) => each.includes('new@example.com'))).toEqual(['first-steps new@example.com']);
    // The first sign-up, delivered once more, is of the person who is no more.
    await stack.client.publish({
      type: 'user.signed_up',
      detail: { userId: user, eventId: `signup-${user}`, occurredAt },
    });
    await stack.client.advance('P8D');
    expect((await stack.client.outbox()).filter(({ step }) => step === 'hello')).toHaveLength(2);
  });

  it('its event, delivered again after the person returned, erases nobody', async () => {
    await welcomed();
    const asked = { type: 'user.erased', detail: { userId: user, occurredAt: '2027-01-13T09:00:00Z' } };
    await stack.client.publish(asked);
    await stack.client.advance('PT10M');
    await stack.client.introduce(user, { email: 'new@example.com' });
    await stack.client.publish(asked);
    await stack.client.advance('PT10M');
    expect(await left()).not.toEqual([]);
  });
});
