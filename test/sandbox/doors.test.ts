import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { credentials, introduction, signUp } from './client.ts';
import { senders } from './sender.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
let send: Awaited<ReturnType<typeof senders>>;

beforeEach(async () => {
  await stack.client.control('reset', {});
  send = await senders(stack.client);
});

async function profileOf(user: string): Promise<Record<string, unknown> | undefined> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: stack.client.url, region: 'us-east-1', credentials }),
  );
  const { Item } = await client.send(
    new GetCommand({ TableName: 'polyphony-people', Key: { pk: `USER#${user}`, sk: 'PROFILE' } }),
  );
  return Item;
}

const logs = async () => (await fetch(`${stack.client.url}/_polyphony/logs`)).text();
const letters = async () => (await stack.client.deadLetters()).map(({ body, reason }) => `${reason}: ${body}`);

/** JSON as an app writes it: an object literal has no field named `__proto__`. */
async function publishText(type: string, ...details: readonly string[]): Promise<void> {
  const Entries = details.map((Detail) => ({ EventBusName: 'polyphony', Source: 'app', DetailType: type, Detail }));
  await stack.client.bus.send(new PutEventsCommand({ Entries }));
  await stack.client.settle();
}

it('stores what can be used of a profile, and says what cannot, on the bus', async () => {
  await publishText(
    'profile.updated',
    `{"userId":"ada","email":" ada@müller.de","phone":"0151","country":"USA","locale":"de_AT",
      "traits":{"constructor":"Ferrari","a":{"__proto__":{"y":1},"b":2},"long":"${'A'.repeat(180_000)}"}}`,
    '{"userId":12345,"traits":{"plan":"pro"}}',
    `{"userId":"deep","traits":{"deep":${'['.repeat(500)}${']'.repeat(500)},"plan":"pro"}}`,
  );
  expect(await letters()).toEqual([]);
  expect(await profileOf('ada')).toMatchObject({
    email: 'ada@xn--mller-kva.de',
    locale: 'de-AT',
    traits: { constructor: 'Ferrari' },
    refused: {
      phone: { rule: expect.stringContaining('E.164') },
      country: { rule: expect.stringContaining('ISO 3166-1') },
      'traits.a': { rule: expect.stringContaining('__proto__') },
      'traits.long': { rule: expect.stringContaining('bytes') },
    },
  });
  expect(await profileOf('ada')).not.toHaveProperty('country');
  expect(await profileOf('12345')).toMatchObject({ traits: { plan: 'pro' } });
  expect(await profileOf('deep')).toMatchObject({ traits: { plan: 'pro' }, refused: { 'traits.deep': {} } });
  const lines = (await logs()).split('\n').filter((line) => line.includes('FieldRefused'));
  expect(lines.join('\n')).toMatch(/Field\W+country/);
  expect(lines.join('\n')).toMatch(/Field\W+traits/);
  expect(await logs()).not.toContain('müller');
  // Told again it is no longer noted.
  await publishText('profile.updated', '{"userId":"ada","phone":"+49 (151) 12345678","country":"el"}');
  expect(await profileOf('ada')).toMatchObject({ phone: '+4915112345678', country: 'GR' });
  expect(Object.keys((await profileOf('ada'))?.refused as object)).not.toContain('phone');
});

it('holds a person of the UK to its law, and sends to one spelling of an address', async () => {
  const [known, email, push] = introduction('ada', {
    email: 'ada@Müller.de',
    country: 'UK',
    timezone: 'Europe/London',
  });
  const implied = { ...email, type: 'consent.changed', detail: { ...email?.detail, basis: 'implied' } };
  if (!known || !push) throw new Error('nobody was introduced');
  await stack.client.publish(known, implied, push);
  await stack.client.settle();
  await stack.client.publish(signUp('ada'));
  await stack.client.advance('P2D');
  expect(await stack.client.outbox('?channel=email')).toEqual([]);
  await stack.client.control('reset', {});
  await stack.client.publish(...introduction('ada', { email: 'ada@Müller.de', locale: 'en-US-u-hc-h12' }));
  await stack.client.settle();
  await stack.client.publish(signUp('ada'));
  await stack.client.advance('P2D');
  expect((await stack.client.outbox('?channel=email')).map(({ to }) => to)).toEqual(['ada@xn--mller-kva.de']);
  const bounced = { channel: 'email', address: 'ADA@xn--mller-kva.DE', reason: 'bounced' };
  await stack.client.publish({ type: 'address.suppressed', detail: { userId: 'import', ...bounced } });
  await stack.client.settle();
  const [letter] = await letters();
  expect(letter).toBeUndefined();
  await stack.client.publish(...introduction('eve', { email: 'ada@müller.de' }));
  await stack.client.settle();
  await stack.client.publish(signUp('eve'));
  await stack.client.advance('P2D');
  expect(await stack.client.outbox('?channel=email&userId=eve')).toEqual([]);
});

it('takes what can be used over HTTP, and names the rest', async () => {
  const event = {
    type: 'profile.updated',
    userId: 'bob',
    email: 'bob@example.com',
    phone: '555',
    traits: { constructor: 1 },
  };
  const { status, body } = await send.app(event);
  expect(status).toBe(202);
  expect(body).toEqual({
    accepted: 1,
    refused: [
      { event: 0, field: 'phone', value: '555', rule: expect.stringContaining('E.164'), remedy: expect.any(String) },
    ],
  });
  const order = { type: 'order.placed', userId: 7, orderId: 99, total: 'much', eventId: 'o-1' };
  expect(await send.app(order)).toMatchObject({ status: 202, body: { refused: [{ field: 'total', value: 'much' }] } });
  const call = {
    type: 'identify',
    userId: 9007199254740991,
    messageId: 'm',
    traits: { email: 'x', plan: 'pro', UK: 1 },
  };
  expect((await send.segment(call)).body).toMatchObject({ accepted: 1, dropped: [{ what: 'profile.updated: email' }] });
  const undated = { type: 'consent.changed', userId: 'bob', channel: 'email', status: 'granted', basis: 'express' };
  expect((await send.app({ ...undated, occurredAt: 'yesterday' })).status).toBe(400);
  const no = { type: 'consent.changed', userId: 'bob', channel: 'email', status: 'withdrawn', occurredAt: 'x' };
  expect((await send.app({ ...no, wording: 'w'.repeat(6000) })).body.refused).toHaveLength(2);
  await stack.client.settle();
  expect(await profileOf('bob')).toMatchObject({ email: 'bob@example.com', traits: { constructor: 1 } });
  expect(await profileOf('9007199254740991')).toMatchObject({ traits: { plan: 'pro' }, refused: { email: {} } });
  expect(await letters()).toEqual([]);
});

it('keeps no address, number or name of what it cannot use', async () => {
  const text = `write to zoe@example.org or +49 151 23456789 ${'A'.repeat(100_000)}`;
  await stack.client.publish(
    {
      type: 'consent.changed',
      detail: { userId: 'zoe', channel: 'fax', status: 'granted', email: 'zoe@example.org', text },
    },
    {
      type: 'profile.updated',
      detail: { userId: '', email: 'zoe@example.org', firstName: 'Zoe', note: text, 'zoe@example.org': '\uFFFE' },
    },
    { type: 'user.signed_up', detail: { email: 'zoe@example.org' } },
    {
      type: 'address.suppressed',
      detail: { userId: 'i', channel: 'email', address: 'zöe@example.org', reason: 'bounced' },
    },
  );
  await stack.client.settle();
  await stack.client.advance('PT10M');
  // Read once: what is received is hidden for a while.
  const kept = await letters();
  expect(kept.length).toBeGreaterThanOrEqual(4);
  const found = kept.join('\n');
  for (const secret of ['example.org', '23456789', 'Zoe', 'zöe']) expect(found).not.toContain(secret);
  expect(await logs()).not.toContain('example.org');
});
