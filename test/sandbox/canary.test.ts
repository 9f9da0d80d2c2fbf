import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetExecutionHistoryCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { beforeAll, expect, it } from 'vitest';
import { signUp } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
const published: string[] = [];
beforeAll(() => {
  stack.sandbox.on('event', (event) => void (event.source === 'polyphony' && published.push(JSON.stringify(event))));
});

const canaries = ['canary@example.net', '+4915799999999', 'Canaria', 'canary-device-token'];
const user = 'user-1';
const contacts = {
  email: 'canary@example.net',
  phone: '+4915799999999',
  whatsapp: '+4915799999999',
  push: [{ platform: 'fcm', token: 'canary-device-token' }],
  traits: { firstName: 'Canaria' },
};

it('an address, a number and a name reach the providers, and no log, metric, history, event or dead letter', async () => {
  await stack.client.introduce(user, contacts);
  await stack.client.publish(signUp(user));
  await stack.client.advance('P2D');
  const email = (await stack.client.outbox('?channel=email'))[0];
  expect(email).toMatchObject({ to: 'canary@example.net', content: { html: expect.stringContaining('Canaria') } });
  const touch = { mail: { tags: { touch: [email?.touchId] }, destination: ['canary@example.net'] } };
  const ses = (type: string, told: object) => ({
    type,
    detail: { ...touch, ...told },
    bus: 'default',
    source: 'aws.ses',
  });
  await stack.client.publish(
    ses('Email Opened', { open: {} }),
    ses('Email Bounced', {
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'canary@example.net' }] },
    }),
    ses('Email Delivered', { mail: { tags: { touch: ['x'] }, destination: ['canary@example.net'] } }),
    { type: 'profile.updated', detail: { userId: user, ...contacts, timezone: 'Nowhere' } },
    { type: 'consent.changed', detail: { userId: user, channel: 'sms', status: 'granted', wording: 'I am Canaria' } },
    { type: 'user.signed_up', detail: { email: 'canary@example.net', note: 'call +4915799999999' } },
    { type: 'onboarding.completed', detail: { userId: user, email: 'canary@example.net' } },
  );
  await stack.client.advance('P8D');
  const places = {
    logs: await logs(),
    histories: await histories(),
    published: published.join('\n'),
    letters: (await stack.client.deadLetters()).map((letter) => JSON.stringify(letter)).join('\n'),
  };
  for (const [place, text] of Object.entries(places)) {
    expect(text, `${place} hold something`).not.toBe('');
    for (const canary of canaries) expect(text, `${canary} in ${place}`).not.toContain(canary);
  }
  expect(places.logs).toContain(String.raw`\"Sent\":1`);
  expect(places.letters.match(/"reason"/g)?.length).toBe(3);
});

it('of what is stored, only the profile and the evidence name anybody', async () => {
  const { tables } = await stack.client.control<{ tables: Record<string, string> }>('describe');
  const db = new DynamoDBClient({
    endpoint: stack.client.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  for (const TableName of Object.values(tables)) {
    const { Items = [] } = await db.send(new ScanCommand({ TableName }));
    const nameless = Items.filter(({ sk }) => sk?.S !== 'PROFILE' && !sk?.S?.startsWith('CONSENT#'));
    expect(nameless.length).toBeGreaterThan(0);
    for (const canary of canaries) expect(JSON.stringify(nameless)).not.toContain(canary);
  }
});

const logs = async () => (await fetch(`${stack.client.url}/_polyphony/logs`)).text();

async function histories(): Promise<string> {
  const { stateMachines } = await stack.client.control<{ stateMachines: Record<string, string> }>('describe');
  const found: string[] = [];
  for (const stateMachineArn of Object.values(stateMachines)) {
    const { executions = [] } = await stack.client.executions.send(new ListExecutionsCommand({ stateMachineArn }));
    for (const { executionArn } of executions) {
      found.push(JSON.stringify(await stack.client.executions.send(new GetExecutionHistoryCommand({ executionArn }))));
    }
  }
  return found.join('\n');
}
