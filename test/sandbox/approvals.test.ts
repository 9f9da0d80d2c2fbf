import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../lib/sandbox/index.ts';
import { linkOf as newestLink, answer as post } from './approvers.ts';
import { type Checkout, checkoutWith } from './checkout.ts';
import { Client, credentials, signUp } from './client.ts';

const journey = 'statemachines/journeys/welcome/journey.ts';
const named = [
  'control: 0.1,',
  "control: 0, approvers: { brand: 'brand@heron.example', legal: 'legal@heron.example' },",
] as const;

let checkout: Checkout;
let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
  checkout = await checkoutWith({ [journey]: named });
  sandbox = await startSandbox({ assembly: checkout.assembly, port: 0, clock: 'manual' });
  client = new Client(sandbox.url);
}, 240_000);
beforeEach(() => sandbox.reset());
afterAll(async () => {
  await sandbox?.close();
  checkout?.remove();
});

const polyphony = (...args: string[]) => checkout.polyphony(...args, '--endpoint', sandbox.url);

const linkOf = (approver: string) => newestLink(client, approver);

async function answer(link: string, decision: string, reason?: string) {
  // So that the trail has an order.
  await client.advance('PT1S');
  return post(link, decision, reason);
}

/** Signs somebody up, and tells how many messages reached them in a day. */
async function reached(user: string): Promise<number> {
  // What a function knows of approvals is some seconds old.
  await client.advance('PT6S');
  await client.introduce(user);
  await client.publish(signUp(user));
  await client.advance('P1D');
  return (await client.outbox(`?userId=${user}`)).length;
}

const trail = async () => {
  const { said } = await polyphony('approvals', 'welcome');
  return said
    .trim()
    .split('\n')
    .map((line) => line.split('  ')[2]);
};

describe('a journey that names approvers', () => {
  it('is entered by nobody until all of them have approved its version', { timeout: 180_000 }, async () => {
    expect(await reached('ada')).toBe(0);
    expect((await polyphony('why', 'ada')).said).toContain('not every approver had approved');

    expect(await polyphony('submit', 'welcome')).toEqual({
      code: 0,
      said: expect.stringMatching(/^brand is asked for [0-9a-f]{12}\nlegal is asked for [0-9a-f]{12}\n$/),
    });
    const [brand, legal] = [await linkOf('brand'), await linkOf('legal')];
    const shown = await fetch(brand);
    expect(shown.status).toBe(200);
    const page = await shown.text();
    expect(page).toContain('as <strong>brand</strong>');
    const whole = await (await fetch(`${brand}?show=messages`)).text();
    expect(whole).toContain('lang="de"');

    expect((await answer(brand, 'approved')).status).toBe(200);
    expect(await reached('bob')).toBe(0);
    expect((await answer(legal, 'approved')).page).toContain('<h1>Approved</h1>');
    expect(await reached('cleo')).toBeGreaterThan(0);
    expect(await trail()).toEqual(['brand asked', 'legal asked', 'brand approved', 'legal approved']);
    expect((await polyphony('submit', 'welcome')).said).toMatch(/^brand has approved .* already\nlegal has approved/);
    expect(await client.deadLetters()).toEqual([]);
  });

  it('takes an answer once, in its week, and only by a link of its own', { timeout: 180_000 }, async () => {
    await polyphony('submit', 'welcome');
    const [brand, legal] = [await linkOf('brand'), await linkOf('legal')];
    expect((await answer(`${brand.slice(0, -4)}abcd`, 'approved')).status).toBe(404);
    expect((await answer(brand, 'rejected')).page).toContain('Say why');
    expect((await answer(brand, 'maybe')).status).toBe(400);
    expect((await answer(brand, 'rejected', 'We say Heron, not heron')).page).toContain('<h1>Rejected</h1>');
    expect(await answer(brand, 'approved')).toMatchObject({ status: 409, page: expect.stringContaining('Already') });
    expect((await fetch(brand)).status).toBe(409);
    await client.advance('P8D');
    expect((await answer(legal, 'approved')).page).toContain('expired');
    expect(await reached('ada')).toBe(0);
    expect(await trail()).toEqual([
      'brand asked',
      'legal asked',
      'brand rejected: We say Heron, not heron',
      'brand refused: used',
      'legal refused: expired',
    ]);

    // Asked anew, the last answer counts; the links before it ask nothing any more.
    await polyphony('submit', 'welcome');
    expect((await answer(await linkOf('brand'), 'approved')).status).toBe(200);
    expect((await answer(await linkOf('legal'), 'approved', 'fine')).status).toBe(200);
    expect(await reached('bob')).toBeGreaterThan(0);
    const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:polyphony-approval';
    const { executions = [] } = await client.executions.send(new ListExecutionsCommand({ stateMachineArn: machine }));
    expect(executions.map(({ status }) => status)).toEqual(Array(4).fill('SUCCEEDED'));
  });

  it('says what was approved last until a changed word is approved too', { timeout: 180_000 }, async () => {
    await polyphony('submit', 'welcome');
    const [brand, legal] = [await linkOf('brand'), await linkOf('legal')];
    for (const link of [brand, legal]) await answer(link, 'approved');
    const before = await tableOf(sandbox.url).all();

    const assembly = checkout.reworded('One line is enough', 'One word is enough');
    const other = await startSandbox({ assembly, port: 0, clock: 'manual' });
    try {
      // Who submits another version than the one deployed is told so, and nobody is asked.
      const refused = await checkout.polyphony('submit', 'welcome', '--endpoint', other.url);
      expect(refused).toEqual({ code: 1, said: expect.stringMatching(/version .* is deployed, not .*; deploy first/) });
      await tableOf(other.url).put(before);
      client = new Client(other.url);
      expect(await client.outbox()).toEqual([]);
      expect(await reached('ada')).toBeGreaterThan(0);
      const said = JSON.stringify(await client.outbox('?userId=ada'));
      expect(said).toContain('One line is enough');
      expect(said).not.toContain('One word is enough');
      // A link for the version before asks nothing any more.
      const late = legal.replace(sandbox.url, other.url);
      expect((await answer(late, 'approved')).page).toContain('no longer the question');
    } finally {
      client = new Client(sandbox.url);
      await other.close();
    }
  });
});

function tableOf(endpoint: string) {
  const table = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }));
  const TableName = 'polyphony-people';
  return {
    all: async () => (await table.send(new ScanCommand({ TableName }))).Items ?? [],
    put: (items: Record<string, unknown>[]) =>
      table.send(
        new BatchWriteCommand({ RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) } }),
      ),
  };
}
