import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureAssembly } from '../../lib/infra/ensure-assembly.ts';
import { type Sandbox, startSandbox } from '../../lib/sandbox/index.ts';
import { Client, signUp } from './client.ts';

let sandbox: Sandbox;
let client: Client;
beforeAll(async () => {
  sandbox = await startSandbox({ assembly: await ensureAssembly({ quiet: true }), port: 0, clock: 'manual' });
  client = new Client(sandbox.url);
});
afterAll(() => sandbox.close());

/** One touch makes six calls: read, claim, send, record, tally, announce; a cold start reads a secret before them. */
const calls = [1, 2, 3, 4, 5, 6, 7];

it.each(calls.flatMap((nth) => (['before', 'after'] as const).map((crash) => ({ nth, crash }))))(
  'touch, killed $crash its call $nth: nothing is sent twice, and the run goes on',
  async ({ nth, crash }) => {
    await client.control('reset', {});
    await client.introduce('ada');
    await client.settle();
    await client.control('functions/touch', { crash, call: '*', nth, times: 1 });
    await client.publish(signUp('ada'));
    await client.advance('P8D');
    const steps = (await client.outbox()).map(({ step }) => step);
    expect(new Set(steps).size).toBe(steps.length);
    expect(steps).toEqual(expect.arrayContaining(['first-steps', 'tips']));
  },
);

it.each(['enter', 'identify'])('%s, killed at any of its calls: one run, one set of messages', async (name) => {
  for (const nth of [1, 2, 3, 4, 5]) {
    await client.control('reset', {});
    await client.control(`functions/${name}`, { crash: 'after', call: '*', nth, times: 1 });
    await client.introduce('ada');
    await client.publish(signUp('ada'));
    await client.advance('P8D');
    expect((await client.outbox()).map(({ step }) => step)).toEqual(['hello', 'first-steps', 'tips']);
  }
});

it('conclude, killed at any of its calls: the run is over all the same', async () => {
  for (const nth of [1, 2, 3, 4, 5, 6]) {
    await client.control('reset', {});
    await client.introduce('ada');
    await client.publish(signUp('ada'));
    await client.settle();
    await client.control('functions/conclude', { crash: 'after', call: '*', nth, times: 1 });
    await client.publish({ type: 'onboarding.completed', detail: { userId: 'ada' } });
    await client.advance('P8D');
    expect((await client.outbox()).map(({ step }) => step)).toEqual(['hello']);
  }
});
