import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pickArm } from '../../lib/domain/assign.ts';
import type { Orders } from '../../lib/domain/orders.ts';
import { ensureAssembly } from '../../lib/infra/ensure-assembly.ts';
import { type Sandbox, startSandbox } from '../../lib/sandbox/index.ts';
import { compileJourney } from '../../statemachines/compile/index.ts';
import welcome from '../../statemachines/journeys/welcome/journey.ts';
import { program } from '../../statemachines/program.ts';
import { Client, credentials, signUp } from './client.ts';

/** The shipped stack, but the welcome's second touch is an email for the new and an in-app message for all others. */
async function bySegment(): Promise<string> {
  const assembly = mkdtempSync(join(tmpdir(), 'by-segment-'));
  cpSync(await ensureAssembly({ quiet: true }), assembly, { recursive: true });
  const [hello, firstSteps, tips] = welcome.steps;
  if (!hello || !firstSteps || !tips) throw new Error('the welcome has changed');
  const split = { split: 'profile.segment', branches: { New: [firstSteps] }, otherwise: [tips] };
  const { definition } = compileJourney({ ...welcome, steps: [hello, split] }, program);
  for (const name of readdirSync(assembly).filter((each) => each.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(join(assembly, name), 'utf8'));
    for (const { Properties } of Object.values<{ Properties?: Record<string, unknown> }>(template.Resources)) {
      if (Properties?.StateMachineName === 'polyphony-welcome')
        Properties.DefinitionString = JSON.stringify(definition);
    }
    writeFileSync(join(assembly, name), JSON.stringify(template));
  }
  return assembly;
}

/** Somebody of the journey's treatment. */
const treated = (name: string) =>
  Array.from({ length: 99 }, (_, n) => `${name}-${n}`).find(
    (user) => pickArm('control:welcome', user, { control: 0.1, treatment: 0.9 }) === 'treatment',
  ) ?? name;
const [ada, bob, eve] = ['ada', 'bob', 'eve'].map(treated) as [string, string, string];

describe('segments', () => {
  let sandbox: Sandbox;
  let client: Client;
  beforeAll(async () => {
    sandbox = await startSandbox({ assembly: await bySegment(), port: 0, clock: 'manual' });
    client = new Client(sandbox.url);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox?.close());

  const item = async (pk: string, sk: string) => {
    const tables = DynamoDBDocumentClient.from(
      new DynamoDBClient({ endpoint: sandbox.url, region: 'us-east-1', credentials }),
    );
    return (await tables.send(new GetCommand({ TableName: 'polyphony-people', Key: { pk, sk } }))).Item;
  };
  const ordersOf = async (user: string) => (await item(`USER#${user}`, 'PROFILE'))?.orders as Orders | undefined;
  const order = (userId: string, eventId: string, total: unknown, occurredAt?: string) => ({
    type: 'order.placed',
    detail: { userId, eventId, total, ...(occurredAt !== undefined && { occurredAt }) },
  });

  it('count an order once, however often and in whichever order it is told, and none of somebody erased', async () => {
    const [late, early] = [order(ada, 'two', 20.5), order(ada, 'one', 10, '2027-01-01T09:00:00Z')];
    await client.publish(late, early, late, early, order(ada, 'three', -7), order(bob, 'four', 1));
    await client.settle();
    expect(await ordersOf(ada)).toMatchObject({
      count: 3,
      days: 2,
      total: 30.5,
      first: Date.parse('2027-01-01T09:00:00Z'),
    });
    await client.publish({ type: 'user.erased', detail: { userId: bob } });
    await client.settle();
    await client.publish(order(bob, 'five', 1, '2027-01-10T09:00:00Z'));
    await client.settle();
    expect(await ordersOf(bob)).toBeUndefined();
    expect(await client.deadLetters()).toEqual([]);
  });

  it('are learned once a day, and lead each person their way', async () => {
    const others = Array.from({ length: 8 }, (_, n) =>
      Array.from({ length: n + 2 }, (__, m) =>
        order(`buyer-${n}`, `${n}-${m}`, 10, `2026-1${n % 3}-0${1 + (n % 9)}T09:00:00Z`),
      ),
    ).flat();
    await client.publish(...others, order(eve, 'e', 5, '2026-06-01T09:00:00Z'));
    await client.settle();
    expect(await item('EDGES', 'EDGES')).toBeUndefined();
    await client.advance('P1D');
    expect(await item('EDGES', 'EDGES')).toMatchObject({ population: 9, at: Date.parse('2027-01-12T09:00:00Z') });
    for (const user of [ada, bob, eve]) await client.introduce(user);
    await client.publish(order(ada, 'a', 5), ...[ada, bob, eve].map(signUp));
    await client.advance('P4D');
    const second = async (user: string) => (await client.outbox(`?userId=${user}`)).map(({ step }) => step)[1];
    expect([await second(ada), await second(bob), await second(eve)]).toEqual(['first-steps', 'tips', 'tips']);
  });
});
