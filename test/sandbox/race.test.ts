import { expect, it } from 'vitest';
import type { AppEvent } from './client.ts';
import { introduction } from './client.ts';
import { oneStep, onlyThese, overlaidStack } from './overlaid.ts';

const racers = Array.from({ length: 50 }, (_, n) => `racer-${n}`);
const channels = ['push', 'email', 'inapp'];
const stack = overlaidStack({
  ...Object.assign(
    {},
    ...racers.map((name, n) => oneStep(name, { on: 'order.placed', channel: channels[n % 3] ?? 'push' })),
  ),
  ...oneStep('low', { on: 'subscription.canceled', channel: 'push', more: 'priority: 10,', step: ", after: '2h'" }),
  ...oneStep('high', { on: 'subscription.canceled', channel: 'push', more: 'priority: 90,', step: ", after: '5h'" }),
  ...onlyThese([...racers, 'low', 'high']),
});

const order = (userId: string, orderId: string): AppEvent => ({
  type: 'order.placed',
  detail: { userId, orderId, eventId: orderId },
});

it('fifty journeys race for one person, and no cap is overshot', async () => {
  await stack.client.introduce('ada');
  await stack.client.publish(order('ada', 'first'));
  await stack.client.advance('PT2H');
  const channelsOf = async () => (await stack.client.outbox('?userId=ada')).map(({ channel }) => channel).sort();
  expect(await channelsOf()).toEqual(['email', 'inapp', 'push']);
  // A day later each channel is free again, and the week has two left.
  await stack.client.advance('P1D');
  await stack.client.publish(order('ada', 'second'));
  await stack.client.advance('PT2H');
  expect(await channelsOf()).toHaveLength(5);
  expect(new Set(await channelsOf())).toEqual(new Set(['email', 'inapp', 'push']));
});

it('the lower of two yields to the higher, whose touch is yet to come', async () => {
  await stack.client.publish(...introduction('dan'));
  await stack.client.settle();
  await stack.client.publish({ type: 'subscription.canceled', detail: { userId: 'dan', reason: 'price' } });
  await stack.client.advance('P1D');
  expect((await stack.client.outbox('?userId=dan')).map(({ journey }) => journey)).toEqual(['high']);
});
