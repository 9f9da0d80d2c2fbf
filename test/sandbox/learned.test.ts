import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { bucket } from '../../lib/domain/assign.ts';
import type { LearnedShares } from '../../lib/domain/bandit.ts';
import { exploredShare } from '../../lib/domain/hours.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { credentials } from './client.ts';
import { oneStep, onlyThese, overlaidStack } from './overlaid.ts';

/** A digest at everybody's best hour, and a sale whose offer is a bandit. */
const stack = overlaidStack({
  ...oneStep('digest', { on: 'order.placed', channel: 'email', step: ", at: 'best-hour'" }),
  'statemachines/journeys/sale/content/index.ts': `import { catalog, type Messages } from '../../../content.ts';

const messages = {
  big: { channel: 'inapp', title: 'Half the price', body: 'For you.' },
  small: { channel: 'inapp', title: 'A tenth off', body: 'For you.' },
} satisfies Messages;

export default catalog({ default: 'en', messages });
`,
  'statemachines/journeys/sale/journey.ts': `import { journey } from '../../journey.ts';
import content from './content/index.ts';

export default journey(content, {
  name: 'sale',
  purpose: 'marketing',
  control: 0,
  topic: 'tips',
  enter: { on: 'project.created', again: 'once' },
  goal: { on: 'subscription.reactivated', within: '1d' },
  experiments: { offer: { big: 0.5, small: 0.5 } },
  bandits: { offer: { floor: 0.1, uniform: 0.2 } },
  steps: [{ name: 'offer', send: 'inapp', content: { experiment: 'offer', arms: { big: 'big', small: 'small' } } }],
});
`,
  ...onlyThese(['digest', 'sale']),
});

const lesson = async (name: string) => {
  const options = { endpoint: stack.sandbox.url, region: 'us-east-1', credentials };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  return (await client.send(new GetCommand({ TableName: 'polyphony-people', Key: { pk: name, sk: name } }))).Item;
};

describe('the best hour', () => {
  beforeEach(() => stack.sandbox.reset());

  /** An event whose run does not explore. */
  const orderOf = (userId: string, name: string) => {
    const eventIds = Array.from({ length: 60 }, (_, n) => `${userId}-${name}-${n}`);
    const eventId = eventIds.find((id) => bucket('explore', `${runId('digest', userId, id)}/news`) >= exploredShare);
    return { type: 'order.placed', detail: { userId, eventId, orderId: eventId, total: 5 } };
  };
  const hours = async (user: string) =>
    (await stack.client.outbox(`?userId=${user}`)).map(({ at }) => at.slice(11, 13));

  it('is when a person opened before, in their own local time; of somebody new, when the others do', async () => {
    const { client } = stack;
    await client.introduce('ada', { timezone: 'America/New_York' });
    await client.introduce('bob', { timezone: 'Asia/Kolkata' });
    await client.publish(orderOf('ada', 'first'));
    // It is 04:00 in New York: nothing is known of anybody, so it goes out when the window opens.
    await client.advance('PT6H');
    expect(await hours('ada')).toEqual(['13']);
    const [{ touchId } = { touchId: '' }] = await client.outbox('?userId=ada');
    // 15:00Z now. Ada opens it at 18:10 her time, on five days.
    await client.advance('PT8H10M');
    for (let day = 0; day < 5; day++) {
      await client.publish({ type: 'touch.engaged', detail: { userId: 'ada', touchId, kind: 'opened' } });
      await client.advance('P1D');
    }
    await client.advance('P7D');
    expect(await lesson('HABITS')).toMatchObject({ population: 1 });
    await client.publish(orderOf('ada', 'second'), orderOf('bob', 'first'));
    await client.advance('P1D');
    // 18:00 in New York and in Kolkata.
    expect(await hours('ada')).toEqual(['13', '23']);
    expect(await hours('bob')).toEqual(['12']);
  });
});

describe('a bandit', () => {
  beforeEach(() => stack.sandbox.reset());

  it('moves those who enter towards the arm that converts, and compares its uniform slice', async () => {
    const { client } = stack;
    const titles = async (users: readonly string[]) => {
      const sent = await client.outbox();
      return users.map((user) => sent.find(({ userId }) => userId === user)?.content.title);
    };
    const enter = async (name: string, count: number) => {
      const users = Array.from({ length: count }, (_, n) => `${name}-${n}`);
      await client.publish(
        ...users.map((userId) => ({ type: 'profile.updated', detail: { userId, timezone: 'UTC' } })),
      );
      await client.settle();
      await client.publish(
        ...users.map((userId) => ({ type: 'project.created', detail: { userId, eventId: userId } })),
      );
      await client.advance('PT1H');
      return users;
    };
    const early = await enter('early', 60);
    const shown = await titles(early);
    expect(shown.filter((title) => title === 'Half the price').length).toBeGreaterThan(15);
    const big = early.filter((_, at) => shown[at] === 'Half the price');
    await client.publish(...big.map((userId) => ({ type: 'subscription.reactivated', detail: { userId } })));
    await client.advance('P3D');
    const { journeys } = (await lesson('SHARES')) as { journeys: LearnedShares };
    expect(journeys.sale?.offer?.big).toBeCloseTo(0.9, 3);
    const late = await titles(await enter('late', 100));
    // Of ten, two go by the written shares and eight by 90 to 10: 82 in a hundred.
    const moved = late.filter((title) => title === 'Half the price').length;
    expect(moved).toBeGreaterThan(70);
    expect(moved).toBeLessThan(95);
    const page = await (await fetch(`${stack.sandbox.url}/_api/report?journey=sale`)).text();
    expect(page).toContain('the 20.0 % of the people who go by the written shares');
  });
});
