import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AppEvent, credentials, signUp } from './client.ts';
import { oneStep, onlyThese, overlaidStack } from './overlaid.ts';

const tomorrowAtTen = ", day: 1, at: '10:00'";
/** A reminder that people need, and one that is marketing, tomorrow at ten of theirs; and the shipped welcome. */
const stack = overlaidStack({
  ...oneStep('visit', { on: 'project.created', channel: 'email', purpose: 'transactional', step: tomorrowAtTen }),
  ...oneStep('offer', { on: 'order.placed', channel: 'push', step: tomorrowAtTen }),
  ...onlyThese(['visit', 'offer', 'welcome']),
});

beforeEach(() => stack.sandbox.reset());

const told = (userId: string, timezone: string): AppEvent => ({
  type: 'profile.updated',
  detail: { userId, email: `${userId}@example.com`, push: [{ platform: 'fcm', token: `token-${userId}` }], timezone },
});
const agreed = (userId: string): AppEvent => ({
  type: 'consent.changed',
  detail: { userId, channel: 'push', status: 'granted', basis: 'double_opt_in', source: 'sign-up form' },
});
const visit = (userId: string): AppEvent => ({
  type: 'project.created',
  detail: { userId, eventId: `visit-${userId}` },
});
const order = (userId: string): AppEvent => ({
  type: 'order.placed',
  detail: { userId, eventId: `order-${userId}`, orderId: '1', total: 5 },
});
const sentTo = async (user: string) =>
  (await stack.client.outbox(`?userId=${user}`)).map(({ at, journey }) => `${journey} ${at.slice(0, 15)}`);
const refusedOf = async (user: string) => {
  const options = { endpoint: stack.sandbox.url, region: 'us-east-1', credentials };
  const { Items = [] } = await DynamoDBDocumentClient.from(new DynamoDBClient(options)).send(
    new QueryCommand({
      TableName: 'polyphony-people',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :refused)',
      ExpressionAttributeValues: { ':pk': `USER#${user}`, ':refused': 'REFUSED#' },
    }),
  );
  return Items.map(({ journey, why }) => `${journey} ${why}`);
};

describe('ten o’clock tomorrow', () => {
  it('is that of Tokyo, in whatever order one request tells of profile, consent and entry', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const [n, places] of orders.entries()) {
      const [one, other] = [`ada-${n}`, `bob-${n}`];
      await stack.client.publish(
        ...places.map((place) => [told(one, 'Asia/Tokyo'), agreed(one), order(one)][place] as AppEvent),
      );
      await stack.client.publish(
        ...places.map((place) => [told(other, 'Asia/Tokyo'), agreed(other), visit(other)][place] as AppEvent),
      );
    }
    await stack.client.advance('P3D');
    for (const n of orders.keys()) {
      expect(await sentTo(`ada-${n}`)).toEqual(['offer 2027-01-12T01:0']);
      expect(await sentTo(`bob-${n}`)).toEqual(['visit 2027-01-12T01:0']);
    }
  });

  it('is that of the zone that holds when it is due, and costs two transitions where nobody moves', async () => {
    const { client } = stack;
    const people = [told('ada', 'America/New_York'), agreed('ada'), told('bob', 'America/New_York'), agreed('bob')];
    await client.publish(...people);
    await client.settle();
    await client.publish(visit('ada'), visit('bob'), order('bob'));
    await client.advance('PT1H');
    await client.publish(told('ada', 'Asia/Tokyo'));
    await client.advance('P3D');
    expect(await sentTo('ada')).toEqual(['visit 2027-01-13T01:0']);
    expect((await sentTo('bob')).sort()).toEqual(['offer 2027-01-12T15:0', 'visit 2027-01-12T15:0']);
    const meter = await client.control<{ stateTransitionsByMachine: Record<string, number> }>('meter');
    // Of those who visit, one waited once more.
    expect(meter.stateTransitionsByMachine).toMatchObject({ offer: 2, visit: 2 + 5 });
  });
});

describe('a sign-up that comes late', () => {
  it('enters nobody years later, and is kept as refused', async () => {
    const { client } = stack;
    await client.introduce('w');
    await client.publish({
      type: 'user.signed_up',
      detail: { userId: 'w', eventId: '1', occurredAt: '2024-01-01T09:00:00Z' },
    });
    await client.advance('P7D');
    expect(await sentTo('w')).toEqual([]);
    expect(await refusedOf('w')).toEqual(['welcome too-old']);
  });

  it('enters nobody who did before it came what it asks for', async () => {
    const { client } = stack;
    const { now } = await client.settle();
    await client.introduce('ada');
    await client.introduce('bob');
    await client.advance('PT2H');
    await client.publish({ type: 'onboarding.completed', detail: { userId: 'ada', eventId: 'done' } });
    await client.advance('P2DT20H');
    const late = (userId: string) => ({ ...signUp(userId), detail: { ...signUp(userId).detail, occurredAt: now } });
    await client.publish(late('ada'), late('bob'));
    await client.advance('P7D');
    expect(await sentTo('ada')).toEqual([]);
    expect(await refusedOf('ada')).toEqual(['welcome goal-first']);
    expect((await sentTo('bob')).length).toBeGreaterThan(0);
    expect(await client.deadLetters()).toEqual([]);
  });
});
