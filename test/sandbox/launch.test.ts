import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { run as launchCommand } from '../../lib/cli/launch.ts';
import { run as pause } from '../../lib/cli/pause.ts';
import { run as resume } from '../../lib/cli/resume.ts';
import { run as submit } from '../../lib/cli/submit.ts';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import type { Channel } from '../../lib/domain/channel.ts';
import { holdoutOf } from '../../lib/domain/holdout.ts';
import { cell } from '../../lib/domain/report/cell.ts';
import { reportOf } from '../../lib/domain/report.ts';
import { tallies } from '../../lib/store/tallies.ts';
import launch from '../../statemachines/journeys/launch/journey.ts';
import { rules } from '../../statemachines/registry.ts';
import { saidBy } from '../cli/said.ts';
import { answer, linkOf } from './approvers.ts';
import { credentials, type Sent } from './client.ts';
import { agreed, crowd, markets, type Person, told } from './market.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
beforeEach(() => stack.client.control('reset', {}));

/** Runs a command against the sandbox. @returns its exit code and what it said */
const command = (run: (args: string[]) => Promise<number>, ...args: string[]) =>
  saidBy(run, [...args, '--endpoint', stack.client.url]);

/** Has brand and legal asked for the version that is deployed, and say yes. */
async function approve(): Promise<void> {
  expect(await command(submit, 'launch')).toMatchObject([0, expect.stringContaining('legal is asked for')]);
  for (const approver of ['brand', 'legal']) {
    const { status, page } = await answer(await linkOf(stack.client, approver), 'approved');
    expect([status, page]).toEqual([200, expect.stringContaining('<h1>Approved</h1>')]);
  }
}

/** What of the launch reached people. */
const sentByLaunch = (more = '') => stack.client.outbox(`?journey=launch${more}`);

async function meet(people: readonly Person[]): Promise<void> {
  await stack.client.publish(...people.flatMap(told));
  await stack.client.settle();
}

/** Somebody who read a text of ours a week ago, as their profile would say. */
async function readsTexts(people: readonly Person[]): Promise<void> {
  const options = { endpoint: stack.client.url, region: 'us-east-1', credentials };
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  for (const { user } of people) {
    await table.send(
      new UpdateCommand({
        TableName: 'polyphony-people',
        Key: { pk: `USER#${user}`, sk: 'PROFILE' },
        UpdateExpression: 'SET engaged.sms = :at',
        ExpressionAttributeValues: { ':at': Date.UTC(2027, 0, 4) },
      }),
    );
  }
}

const treated = ({ user }: Pick<Person, 'user'>) =>
  pickArm(controlSalt('launch'), user, { control: 0.05, treatment: 0.95 }) === 'treatment';
const heldOut = (user: string, channel: Channel) => holdoutOf(user, channel, undefined, launch.holdouts) !== null;

const hourOf = (at: string, timeZone: string) =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(Date.parse(at)));

describe('a product launch in five markets', () => {
  const people = crowd(100);
  const personOf = ({ userId }: Pick<Sent, 'userId'>) => people[Number(userId.slice(1))] as Person;

  it('reaches exactly those whom the rules of each market allow, in their own hours', async () => {
    await meet(people);
    const readers = people.filter((_, n) => n % 2 === 0);
    await readsTexts(readers);
    await approve();
    const [code, said] = await command(launchCommand, 'launch');
    expect([code, said]).toEqual([0, expect.stringMatching(/the launch 20270111T090000Z has begun\n$/)]);
    await stack.client.advance('P13D');
    const sent = await sentByLaunch();
    const steps: readonly [step: string, channel: Channel][] = [
      ['announcement', 'email'],
      ['in-the-app', 'inapp'],
      ['what-people-say', 'whatsapp'],
      ['last-days', 'push'],
      ['last-days-sms', 'sms'],
    ];
    for (const [step, channel] of steps) {
      const allowed = people.filter(
        (person) =>
          treated(person) &&
          !heldOut(person.user, channel) &&
          agreed(person, channel) &&
          (channel !== 'sms' || readers.includes(person)),
      );
      const got = sent.filter((each) => each.step === step).map(({ userId }) => userId);
      expect(got.sort(), step).toEqual(allowed.map(({ user }) => user).sort());
    }
    expect(sent.filter(({ channel, to }) => channel === 'whatsapp' && to.includes('+1'))).toEqual([]);
    for (const each of sent) {
      const hour = hourOf(each.at, personOf(each).zone);
      const first = each.step === 'announcement' || each.step === 'in-the-app';
      expect(hour, `${each.step} in ${personOf(each).zone}`).toBeGreaterThanOrEqual(first ? 10 : 8);
      expect(hour, `${each.step} in ${personOf(each).zone}`).toBeLessThan(first ? 12 : 21);
    }
  }, 120_000);

  it('is silent to whoever orders, from that second', async () => {
    const few = people.slice(0, 20);
    await meet(few);
    await approve();
    await command(launchCommand, 'launch');
    await stack.client.advance('P2D');
    const [buyers, others] = [few.filter((_, n) => n % 2 === 0), few.filter((_, n) => n % 2 === 1)];
    await stack.client.publish(
      ...buyers.map(({ user }) => ({
        type: 'order.placed',
        detail: { userId: user, orderId: `o-${user}`, total: 30 },
      })),
    );
    await stack.client.advance('P13D');
    const late = (await sentByLaunch()).filter(({ at }) => at > '2027-01-13T09');
    expect(late.length).toBeGreaterThan(0);
    for (const each of late) expect(others).toContain(personOf(each));
  });
});

const twice = (sent: readonly Sent[]) => {
  const seen = sent.map(({ userId, step }) => `${userId} ${step}`);
  return seen.filter((each, at) => seen.indexOf(each) !== at);
};

describe('a launch that is interrupted', () => {
  const people = crowd(24);
  const inApp = people.filter((person) => treated(person) && !heldOut(person.user, 'inapp')).map(({ user }) => user);
  const told = async () => (await sentByLaunch('&channel=inapp')).map(({ userId }) => userId).sort();

  it('holds those inside and those to come while it is paused, and then reaches everybody once', async () => {
    await meet(people);
    await approve();
    await command(pause, 'launch');
    const [, said] = await command(launchCommand, 'launch', '--at', 'now');
    expect(said).toContain('launch is paused: it waits for polyphony resume launch');
    await stack.client.advance('PT3H');
    expect(await stack.client.control('meter')).toMatchObject({
      stateTransitionsByMachine: { 'launch-polyphony': expect.any(Number) },
    });
    expect(await told()).toEqual([]);
    await command(resume, 'launch');
    await stack.client.advance('PT3H');
    const some = (await told()).length;
    expect(some).toBeGreaterThan(0);
    await command(pause, 'launch');
    await stack.client.advance('PT6H');
    expect(await told()).toHaveLength(some);
    await command(resume, 'launch');
    await stack.client.advance('P2D');
    expect(await told()).toEqual([...inApp].sort());
    expect(twice(await sentByLaunch())).toEqual([]);
  });

  it('can be stopped and gone on with, and begun twice: nobody is entered twice', async () => {
    await meet(people);
    await approve();
    await command(launchCommand, 'launch', '--at', 'now');
    await stack.client.advance('PT30M');
    const before = (await told()).length;
    expect((await command(launchCommand, 'launch', '--stop'))[0]).toBe(0);
    await stack.client.advance('PT12H');
    expect(await told()).toHaveLength(before);
    const [code, said] = await command(launchCommand, 'launch', '--resume', '20270111T090000Z');
    expect([code, said]).toEqual([0, 'launch speaks again, and the launch 20270111T090000Z goes on\n']);
    await stack.client.advance('P2D');
    expect(await told()).toEqual([...inApp].sort());
    expect(twice(await sentByLaunch())).toEqual([]);
    expect(await command(launchCommand, 'launch', '--resume', 'none')).toMatchObject([
      1,
      expect.stringContaining('"none"'),
    ]);
  });
});

describe('a launch that is not approved', () => {
  it('passes nobody over: it waits for brand and legal, and then reaches everybody', async () => {
    const people = crowd(12);
    await meet(people);
    const [code, said] = await command(launchCommand, 'launch', '--at', 'now');
    expect([code, said]).toEqual([
      0,
      expect.stringContaining('has begun; brand and legal have not all approved it: see polyphony submit launch'),
    ]);
    await stack.client.advance('PT90M');
    expect(await sentByLaunch()).toEqual([]);
    await approve();
    await stack.client.advance('P1D');
    const inApp = people.filter((person) => treated(person) && !heldOut(person.user, 'inapp')).map(({ user }) => user);
    expect((await sentByLaunch('&channel=inapp')).map(({ userId }) => userId).sort()).toEqual(inApp.sort());
  });
});

describe('a launch to a list', () => {
  it('enters whom it names, and says of each other line why not', async () => {
    const people = crowd(12);
    await meet(people);
    await approve();
    await stack.client.publish({ type: 'profile.updated', detail: { userId: 'far', country: 'FR' } });
    await stack.client.settle();
    const s3 = new S3Client({ endpoint: stack.client.url, region: 'us-east-1', credentials, forcePathStyle: true });
    const Bucket = 'polyphony-lists-000000000000-us-east-1';
    const missing = await command(launchCommand, 'launch', '--list', `s3://${Bucket}/none.csv`, '--people', '10');
    expect(missing).toMatchObject([1, expect.stringContaining('none.csv: there is no such object')]);
    const lines = ['userId,name', 'p0,Ada', '"p1","B, ob"', '', 'nobody,x', 'p0,again', ',', 'far,F', 'p2', '"p3'];
    await s3.send(new PutObjectCommand({ Bucket, Key: 'spring.csv', Body: lines.join('\r\n') }));
    const list = ['--list', `s3://${Bucket}/spring.csv`, '--people', '10'];
    expect((await command(launchCommand, 'launch', ...list, '--at', 'now'))[0]).toBe(0);
    await stack.client.advance('P1D');
    const Prefix = 'results/launch_20270111T090000Z/';
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const text = async (Key = '') => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
    const [refused, summary] = await Promise.all(Contents.map(({ Key }) => text(Key)));
    expect(
      refused
        ?.trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { line: 5, reason: 'unknown user' },
      { line: 6, reason: 'duplicate' },
      { line: 7, reason: 'malformed' },
      { line: 8, reason: 'not of the audience' },
      { line: 10, reason: 'malformed' },
    ]);
    expect(JSON.parse(summary ?? '')).toMatchObject({ journey: 'launch', counts: { entered: 3, malformed: 2 } });
    const got = new Set((await sentByLaunch()).map(({ userId }) => userId));
    expect([...got].every((user) => ['p0', 'p1', 'p2'].includes(user))).toBe(true);
    s3.destroy();
  });
});

describe('the report of a launch', () => {
  it('compares those held out with the others in each market', async () => {
    const people = crowd(300);
    await meet(people);
    await approve();
    await command(launchCommand, 'launch', '--at', 'now');
    await stack.client.advance('PT3H');
    // Every third buys, whatever they heard.
    const buyers = people.filter((_, n) => n % 3 === 0);
    const order = ({ user }: Person) => ({
      type: 'order.placed',
      detail: { userId: user, orderId: `o-${user}`, total: 30 },
    });
    await stack.client.publish(...buyers.map(order));
    await stack.client.advance('PT1H');
    const report = await reportOfLaunch();
    const sides = people
      .filter(treated)
      .filter(({ user }) => holdoutOf(user, 'sms', undefined, launch.holdouts) !== 'global');
    const email = report.holdouts.find(({ channel }) => channel === 'email');
    expect(email?.markets.map(({ market }) => market).sort()).toEqual([...markets].sort());
    for (const market of markets) {
      const here = sides.filter((person) => person.market === market);
      const row = email?.markets.find((each) => each.market === market);
      const of = (out: boolean) => here.filter(({ user }) => heldOut(user, 'email') === out);
      const bought = (some: readonly Person[]) => some.filter((person) => buyers.includes(person)).length;
      for (const [out, arm] of [
        [true, row?.heldOut],
        [false, row?.others],
      ] as const) {
        expect(arm, market).toMatchObject({ people: cell(of(out).length), converted: cell(bought(of(out))) });
      }
    }
    expect(email?.markets.every(({ others }) => (others.people ?? 0) > 20)).toBe(true);
    const page = await (await fetch(`${stack.client.url}/_api/report?journey=launch&days=28`)).text();
    expect(page).toContain('<th scope="row">Email, Germany</th>');
  }, 240_000);
});

async function reportOfLaunch() {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: stack.client.url, region: 'us-east-1', credentials }),
  );
  const journey = rules.journeys.rules('launch');
  if (!journey) throw new Error('the launch ships');
  const now = stack.sandbox.now();
  const from = Date.UTC(2027, 0, 11);
  const rows = await tallies({ client, name: 'polyphony-tallies' }).read('launch', from, now);
  return reportOf({ journey, program: rules.program, rows, from, to: now, now, model: 'last' });
}
