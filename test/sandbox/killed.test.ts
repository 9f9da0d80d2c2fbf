import { expect, it } from 'vitest';
import { signUp } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();

/** One touch makes five calls: read, claim, send, record and count, announce; a cold start reads a secret before them. */
const calls = [1, 2, 3, 4, 5, 6];

it.each(calls.flatMap((nth) => (['before', 'after'] as const).map((crash) => ({ nth, crash }))))(
  'touch, killed $crash its call $nth: nothing is sent twice, and the run goes on',
  async ({ nth, crash }) => {
    await stack.client.control('reset', {});
    await stack.client.introduce('ada');
    await stack.client.settle();
    await stack.client.control('functions/touch', { crash, call: '*', nth, times: 1 });
    await stack.client.publish(signUp('ada'));
    await stack.client.advance('P8D');
    const steps = (await stack.client.outbox()).map(({ step }) => step);
    expect(new Set(steps).size).toBe(steps.length);
    expect(steps).toEqual(expect.arrayContaining(['first-steps', 'tips']));
  },
);

it.each(['enter', 'identify'])('%s, killed at any of its calls: one run, one set of messages', async (name) => {
  for (const nth of [1, 2, 3, 4, 5]) {
    await stack.client.control('reset', {});
    await stack.client.control(`functions/${name}`, { crash: 'after', call: '*', nth, times: 1 });
    await stack.client.introduce('ada');
    await stack.client.publish(signUp('ada'));
    await stack.client.advance('P8D');
    expect((await stack.client.outbox()).map(({ step }) => step)).toEqual(['hello', 'first-steps', 'tips']);
  }
});

it('conclude, killed at any of its calls: the run is over all the same', async () => {
  for (const nth of [1, 2, 3, 4, 5, 6]) {
    await stack.client.control('reset', {});
    await stack.client.introduce('ada');
    await stack.client.publish(signUp('ada'));
    await stack.client.settle();
    await stack.client.control('functions/conclude', { crash: 'after', call: '*', nth, times: 1 });
    await stack.client.publish({ type: 'onboarding.completed', detail: { userId: 'ada' } });
    await stack.client.advance('P8D');
    expect((await stack.client.outbox()).map(({ step }) => step)).toEqual(['hello']);
  }
});
