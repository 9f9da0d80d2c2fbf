import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { beforeAll, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { touchId } from '../../lib/domain/touch-id.ts';
import { type AppEvent, credentials, signUp } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:polyphony-welcome';
const run = runId('welcome', 'ada', 'signup-ada');

/** What is left of a run in the end: what was counted, which executions there were, what was sent. */
async function traces() {
  const tables = new DynamoDBClient({ endpoint: stack.client.url, region: 'us-east-1', credentials });
  const { Items = [] } = await tables.send(new ScanCommand({ TableName: 'polyphony-tallies' }));
  const { executions = [] } = await stack.client.executions.send(new ListExecutionsCommand({ stateMachineArn }));
  const sent = await stack.client.outbox();
  tables.destroy();
  const counted = Items.map(({ pk, sk, ttl: _, ...counters }) => [
    `${pk?.S} ${sk?.S}`,
    Object.fromEntries(Object.entries(counters).sort()),
  ]);
  return {
    counted: counted.sort(),
    executions: executions.map(({ name, status }) => `${name} ${status}`).sort(),
    sent: sent.map(({ step }) => step),
  };
}

/** A function, the event that it is killed at, and what comes before and after. */
interface Case {
  readonly verb: 'enter' | 'conclude' | 'listen';
  readonly calls: number;
  readonly before: readonly AppEvent[];
  readonly event: AppEvent;
}

const at = '2027-01-11T09:00:00Z';
const hello = touchId({ user: 'ada', run, step: 'hello' });
const enters = { ...signUp('ada'), detail: { ...signUp('ada').detail, occurredAt: at } };
const cases: readonly Case[] = [
  { verb: 'enter', calls: 5, before: [], event: enters },
  {
    verb: 'conclude',
    calls: 5,
    before: [enters],
    event: { type: 'onboarding.completed', detail: { userId: 'ada', eventId: 'done', occurredAt: at } },
  },
  {
    verb: 'listen',
    calls: 6,
    before: [enters],
    event: {
      type: 'touch.engaged',
      detail: { userId: 'ada', touchId: hello, kind: 'clicked', eventId: 'click', occurredAt: at },
    },
  },
];

const again = {
  'Lambda tries again': async () => {},
  'the letter is sent again': async ({ verb, event }: Case) => {
    await stack.client.settle();
    // Its retries die too, so that the event becomes a dead letter.
    await stack.client.control(`functions/${verb}`, { crash: 'before', nth: 1, times: 2 });
    await stack.client.advance('PT10M');
    expect(await stack.client.deadLetters()).toHaveLength(1);
    await stack.client.publish(event);
  },
} as const;

async function lived({ verb, before, event }: Case, kill?: object, how: keyof typeof again = 'Lambda tries again') {
  await stack.client.control('reset', {});
  await stack.client.introduce('ada');
  await stack.client.publish(...before);
  await stack.client.settle();
  if (kill) await stack.client.control(`functions/${verb}`, kill);
  await stack.client.publish(event);
  if (kill) await again[how]({ verb, before, event, calls: 0 });
  await stack.client.advance('P2D');
  return traces();
}

/** All of it takes two minutes: POLYPHONY_EVERY_KILL=1. By default, the calls after which something is half done. */
const every = process.env.POLYPHONY_EVERY_KILL === '1';
const kills = cases.flatMap((each) =>
  Array.from({ length: each.calls }, (_, index) => index + 1)
    .flatMap((nth) => (['before', 'after'] as const).map((crash) => ({ crash, nth })))
    .filter(({ crash, nth }) => every || (crash === 'after' && (nth === 2 || nth === each.calls - 1)))
    .flatMap((kill) =>
      (Object.keys(again) as (keyof typeof again)[]).map((how) => ({ verb: each.verb, ...kill, how, each })),
    ),
);

const calm = new Map<string, Awaited<ReturnType<typeof traces>>>();
beforeAll(async () => {
  for (const each of cases) calm.set(each.verb, await lived(each));
});

it('compares with something that happened', () => {
  expect(JSON.stringify(calm.get('enter')?.counted)).toContain('"entered"');
  expect(JSON.stringify(calm.get('conclude')?.counted)).toContain('"converted"');
  expect(JSON.stringify(calm.get('listen')?.counted)).toContain('"users.clicked"');
  expect(calm.get('enter')?.executions).toEqual([`${run} RUNNING`]);
  expect(calm.get('conclude')?.executions).toEqual([`${run} ABORTED`]);
});

it.each(kills)('$verb, killed $crash its call $nth, is whole once $how', async ({ verb, crash, nth, how, each }) => {
  expect(await lived(each, { crash, call: '*', nth, times: 1 }, how)).toEqual(calm.get(verb));
});
