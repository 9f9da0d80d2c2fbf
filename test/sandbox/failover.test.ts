import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { people } from '../../lib/store/people.ts';
import { credentials, signUp } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();

beforeEach(() => stack.client.control('reset', {}));

/** Somebody whom the welcome speaks to. */
const treated = (user: string) => pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 }) !== 'control';
const ada = Array.from({ length: 40 }, (_, n) => `person-${n}`).find(treated) ?? '';

const behave = (provider: string, order: object) => stack.client.control(`providers/${provider}`, order);
const pushed = async () =>
  (await stack.client.outbox(`?userId=${ada}&channel=push`)).map(({ at, provider, to }) => `${at} ${provider} ${to}`);
const channels = async () => (await stack.client.outbox(`?userId=${ada}`)).map(({ channel }) => channel);

async function ledger() {
  const options = { endpoint: stack.sandbox.url, region: 'us-east-1', credentials };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  return (await people({ client, name: 'polyphony-people' }, null).read(ada)).ledger;
}

async function welcomed(profile: object = {}) {
  await stack.client.introduce(ada, { ...profile });
  await stack.client.publish(signUp(ada));
  await stack.client.settle();
}

describe('a push whose first provider fails', () => {
  it.each(['down', 'throttle'])('is carried by the next one, within the same touch and once: %s', async (mood) => {
    await behave('pinpoint', { behave: mood });
    await welcomed();
    expect(await pushed()).toEqual([`2027-01-11T09:00:00Z sns token-${ada}`]);
    await stack.client.advance('P8D');
    expect(await channels()).toEqual(['push', 'email', 'inapp']);
  });

  it.each([
    ['error', []],
    ['accept-then-timeout', [`2027-01-11T09:00:00Z pinpoint token-${ada}`]],
  ])('is in doubt and never carried by another: %s', async (mood, expected) => {
    await behave('pinpoint', { behave: mood });
    await welcomed();
    await stack.client.advance('P8D');
    expect(await pushed()).toEqual(expected);
    const messages = (await stack.client.control<Meter>('meter')).touches;
    expect(messages).toBe(expected.length + 2);
  });

  it('waits 1, 5 and 30 minutes when nobody can, then sends by whoever recovers first', async () => {
    await behave('pinpoint', { behave: 'down' });
    await behave('sns', { behave: 'throttle', times: 3 });
    await behave('fcm', { behave: 'down' });
    await welcomed();
    await stack.client.advance('PT35M59S');
    expect(await pushed()).toEqual([]);
    await stack.client.advance('PT1S');
    expect(await pushed()).toEqual([`2027-01-11T09:36:00Z sns token-${ada}`]);
  });

  it('fails after the third wait, gives its slot back, and the journey goes on', async () => {
    await behave('pinpoint', { behave: 'down' });
    for (const provider of ['sns', 'fcm']) await behave(provider, { behave: 'down' });
    await welcomed();
    await stack.client.advance('PT36M');
    const invocations = (await stack.client.control<Meter>('meter')).lambdaInvocations.touch;
    expect(invocations).toBe(4);
    expect((await ledger()).touches).toEqual([]);
    await stack.client.advance('P8D');
    expect(await channels()).toEqual(['email', 'inapp']);
  });

  it('reaches every device of a person by SNS too, each once', async () => {
    const push = [
      { platform: 'fcm', token: 'phone' },
      { platform: 'apns', token: 'tablet' },
    ];
    await behave('pinpoint', { behave: 'down' });
    await welcomed({ push });
    await stack.client.advance('P8D');
    expect((await pushed()).toSorted()).toEqual(['2027-01-11T09:00:00Z sns phone', '2027-01-11T09:00:00Z sns tablet']);
  });
});

interface Meter {
  readonly touches: number;
  readonly lambdaInvocations: Readonly<Record<'touch', number>>;
}
