import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approvalInput } from '../../lib/domain/approval.ts';
import type { Channel } from '../../lib/domain/channel.ts';
import { type Sandbox, startSandbox } from '../../lib/sandbox/index.ts';
import { linkOf as newestLink, answer as post } from './approvers.ts';
import { type Checkout, checkoutWith } from './checkout.ts';
import { Client, credentials, signUp } from './client.ts';
import { agreed, crowd, markets, type Person, told } from './market.ts';

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

const mailTo = async (approver: string) =>
  (await client.outbox()).filter(({ to }) => to === `${approver}@heron.example`).at(-1)?.content.text ?? '';

/** The cells of the rows of a page's tables, as words. */
const rowsOf = (page: string) =>
  [...page.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.replaceAll(/<[^>]+>/g, ' ').trim()),
  );

describe('what approvers are told of numbers', () => {
  const reached = (people: readonly Person[], channel: Channel) => people.filter((person) => agreed(person, channel));
  const texts = { US: 0.0079, DE: 0.075, BR: 0.0079, IN: 0.0079, GB: 0.0079 };
  const costOf = (people: readonly Person[]) =>
    reached(people, 'email').length * 0.0001 +
    reached(people, 'push').length * 0.000001 +
    reached(people, 'sms').reduce((sum, { market }) => sum + texts[market], 0);

  it('is who is there, whom each channel reaches, and what that costs', { timeout: 240_000 }, async () => {
    const people = crowd(60);
    // Somewhere the launch does not go, and a profile that says no country.
    const others = [
      ['fr', { country: 'FR' }],
      ['no', {}],
    ] as const;
    await client.publish(...people.flatMap(told));
    for (const [user, profile] of others) await client.introduce(user, profile);
    expect((await polyphony('submit', 'launch')).said).toMatch(/^brand is asked for [0-9a-f]{12}\nlegal is asked for/);

    const mail = await mailTo('brand');
    const total = money(costOf(people));
    expect(mail).toContain(`It is for 60 people, and its messages cost at most ${total}.`);
    expect(mail).toContain(
      `  Germany: 12 people, at most ${money(costOf(people.filter(({ market }) => market === 'DE')))}`,
    );
    expect(mail).toContain(`  SMS: ${reached(people, 'sms').length} of 60 with an address can be reached`);
    expect(mail).toContain(
      'The program has no price for Push by fcm, WhatsApp by twilio, WhatsApp by end-user-messaging',
    );

    const page = await (await fetch(await linkOf('legal'))).text();
    const rows = rowsOf(page);
    const names = new Intl.DisplayNames('en', { type: 'region' });
    for (const market of markets) {
      const here = people.filter((person) => person.market === market);
      expect(rows).toContainEqual([names.of(market), '12', money(costOf(here))]);
    }
    expect(rows).toContainEqual(['All markets', '60', total]);
    const whatsapp = `${reached(people, 'whatsapp').length} of 60 with an address`;
    expect(rows).toContainEqual(['WhatsApp up to 1 each', whatsapp, 'no price']);
    expect(rows).toContainEqual(['In-app up to 1 each', '60 in the app', '$0.00']);
    expect(page).not.toMatch(/France|Country unknown/);
    expect(await leaks()).toEqual([]);
  });

  it('is nothing of another version than the one deployed', { timeout: 120_000 }, async () => {
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:polyphony-approval';
    const input = JSON.stringify(approvalInput({ journey: 'launch', version: 'other', approver: 'brand' }, true));
    const { executionArn } = await client.executions.send(new StartExecutionCommand({ stateMachineArn, input }));
    await client.settle();
    const { status, output = '{}' } = await client.executions.send(new DescribeExecutionCommand({ executionArn }));
    const { refused } = JSON.parse(output) as { refused?: { Error: string; Cause: string } };
    expect([status, refused?.Error]).toEqual(['SUCCEEDED', 'NotAsked']);
    expect(JSON.parse(refused?.Cause ?? '{}')).toMatchObject({ errorMessage: expect.stringContaining('deploy first') });
    expect(await mailTo('brand')).toBe('');
  });

  it('is what a thousand people cost where nobody knows how many come', { timeout: 120_000 }, async () => {
    await polyphony('submit', 'welcome');
    const page = await (await fetch(await linkOf('brand'))).text();
    expect(page).toContain('how many, nobody knows beforehand');
    expect(await mailTo('brand')).toContain('The messages of 1,000 people cost at most');
  });
});

/** Dollars as a bound is shown: what is below a cent is a cent more. */
const money = (dollars: number) => {
  const unit = dollars >= 0.1 ? 0.01 : 0.0001;
  return `$${(Math.ceil(Number((dollars / unit).toFixed(6))) * unit).toFixed(dollars >= 0.1 ? 2 : 4)}`;
};

/** Executions of approvals whose input or output names somebody. */
async function leaks(): Promise<readonly string[]> {
  const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:polyphony-approval';
  const { executions = [] } = await client.executions.send(new ListExecutionsCommand({ stateMachineArn: machine }));
  const told = executions.map(async ({ executionArn }) => {
    const { events = [] } = await client.executions.send(new GetExecutionHistoryCommand({ executionArn }));
    return JSON.stringify(events);
  });
  const histories = await Promise.all(told);
  expect(histories.filter((history) => history.includes('"segment'))).toHaveLength(executions.length);
  return histories.filter((history) => /USER#|"p\d+"|@example\.com|\+49/.test(history));
}

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
