import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { ensureAssembly } from '../../lib/infra/ensure-assembly.ts';
import { startSandbox } from '../../lib/sandbox/index.ts';
import { people } from '../../lib/store/people.ts';
import { Client, credentials, signUp } from './client.ts';
import { type Stack, shippedStack } from './stack.ts';

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

  it('waits longer and longer when nobody can, then is sent by whoever recovers first', async () => {
    await behave('pinpoint', { behave: 'down' });
    await behave('sns', { behave: 'throttle', times: 3 });
    await behave('fcm', { behave: 'down' });
    await welcomed();
    await stack.client.advance('PT3M');
    expect(await pushed()).toEqual([]);
    await stack.client.advance('PT8M');
    expect(await pushed()).toEqual([expect.stringMatching(/ sns token-/)]);
  });

  it('is given up after six hours, says so, gives its slot back, and the journey goes on', async () => {
    await behave('pinpoint', { behave: 'down' });
    for (const provider of ['sns', 'fcm']) await behave(provider, { behave: 'misconfigured' });
    await welcomed();
    await stack.client.advance('PT5H59M');
    expect(await counted('GivenUp')).toEqual([]);
    await stack.client.advance('PT7M');
    expect(await counted('GivenUp')).toEqual([{ Channel: 'push', Provider: 'pinpoint', Reason: 'down' }]);
    const invocations = (await stack.client.control<Meter>('meter')).lambdaInvocations.touch;
    expect(invocations).toBeLessThanOrEqual(14);
    expect((await ledger()).touches).toEqual([]);
    await stack.client.advance('P8D');
    expect(await channels()).toEqual(['email', 'inapp']);
  });

  it('is carried by the next one when the first is misconfigured, which rings all the same', async () => {
    await behave('pinpoint', { behave: 'misconfigured' });
    await welcomed();
    expect(await pushed()).toEqual([`2027-01-11T09:00:00Z sns token-${ada}`]);
    expect(await counted('ProviderMisconfigured')).toEqual([{ Provider: 'pinpoint', Reason: 'resource' }]);
    expect(await channels()).toEqual(['push']);
  });

  it('by email has no other provider, so it waits for the sender to be verified', async () => {
    await behave('ses', { behave: 'misconfigured' });
    await welcomed();
    await stack.client.advance('P1DT2H');
    expect(await channels()).toEqual(['push']);
    expect((await counted('ProviderMisconfigured')).every(({ Reason }) => Reason === 'sender')).toBe(true);
    await behave('ses', { behave: 'ok' });
    await stack.client.advance('PT3H1M');
    expect(await channels()).toEqual(['push', 'email']);
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

describe('with FCM first', () => {
  let first: Stack;
  beforeAll(async () => {
    const assembly = await ensureAssembly({ quiet: true });
    const sandbox = await startSandbox({ assembly, port: 0, clock: 'manual', providers: 'push=fcm' });
    first = { sandbox, client: new Client(sandbox.url) };
  });
  afterAll(() => first.sandbox.close());

  it('an iPhone is told by a provider that can reach it, once, as the Android phone is', async () => {
    const push = [
      { platform: 'fcm', token: 'phone' },
      { platform: 'apns', token: 'iphone' },
    ];
    await first.client.introduce(ada, { push });
    await first.client.publish(signUp(ada));
    await first.client.advance('P8D');
    const sent = await first.client.outbox(`?userId=${ada}&channel=push`);
    expect(sent.map(({ provider, to }) => `${provider} ${to}`).toSorted()).toEqual(['fcm phone', 'pinpoint iphone']);
  });
});

/** Dimensions of what the functions counted under a metric's name, oldest first. */
async function counted(metric: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const logs = await (await fetch(`${stack.sandbox.url}/_polyphony/logs`)).text();
  const written = logs.split('\n').flatMap((text) => (text === '' ? [] : (JSON.parse(text) as { line: string }).line));
  return written
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as MetricLine)
    .filter((line) => metric in line)
    .map((line) => {
      const [names = []] = line._aws?.CloudWatchMetrics[0]?.Dimensions ?? [];
      return Object.fromEntries(names.map((name) => [name, line[name]]));
    });
}

interface MetricLine {
  readonly _aws?: { readonly CloudWatchMetrics: readonly { readonly Dimensions: readonly (readonly string[])[] }[] };
  readonly [field: string]: unknown;
}

interface Meter {
  readonly touches: number;
  readonly lambdaInvocations: Readonly<Record<'touch', number>>;
}
