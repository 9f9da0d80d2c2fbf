import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListExecutionsCommand, ListStateMachinesCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { introduction, type Sent, signUp } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();

beforeEach(() => stack.client.control('reset', {}));

const group = (user: string) => pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 });
/** Names whose assignment is the one asked for: it hangs on the name alone. */
const people = (wanted: 'treatment' | 'control', count: number, stem = 'person') =>
  Array.from({ length: 40 * count }, (_, n) => `${stem}-${n}`)
    .filter((user) => group(user) === wanted)
    .slice(0, count);
const steps = (sent: readonly Sent[], user: string) =>
  sent.filter(({ userId }) => userId === user).map(({ step }) => step);
const [ada = '', bob = ''] = people('treatment', 2);
const [ghost = ''] = people('control', 1);

async function executions() {
  const { stateMachines = [] } = await stack.client.executions.send(new ListStateMachinesCommand({}));
  const machine = stateMachines.find(({ name }) => name === 'polyphony-welcome');
  const { executions = [] } = await stack.client.executions.send(
    new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn, maxResults: 1_000 }),
  );
  return executions;
}

describe('the welcome', () => {
  it('sends push, email and in-app to 120 people in order, by day, and nothing to the controls', async () => {
    const zones = [
      'America/Los_Angeles',
      'Europe/Berlin',
      'Asia/Tokyo',
      'Australia/Sydney',
      'America/Sao_Paulo',
      'Asia/Kolkata',
    ];
    const crowd = Array.from({ length: 120 }, (_, n) => ({
      user: `user-${n}`,
      timezone: zones[n % zones.length] ?? 'UTC',
    }));
    const news = crowd.flatMap(({ user, timezone }) => introduction(user, { timezone }));
    const entries = crowd.map(({ user }) => signUp(user));
    // A sign-up may overtake its profile, and everything may come three times.
    await stack.client.publish(...entries, ...news, ...entries, ...entries);
    await stack.client.advance('P8D');
    const sent = await stack.client.outbox();
    for (const { user, timezone } of crowd) {
      const mine = sent.filter(({ userId }) => userId === user);
      if (group(user) === 'control') {
        expect(mine).toEqual([]);
        continue;
      }
      expect(mine.map(({ channel }) => channel)).toEqual(['push', 'email', 'inapp']);
      for (const { at } of mine) {
        const local = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
        expect(Number(local.format(new Date(at)))).toBeGreaterThanOrEqual(8);
        expect(Number(local.format(new Date(at)))).toBeLessThan(21);
      }
    }
    const ended = await executions();
    expect(ended).toHaveLength(120);
    expect(ended.every(({ status }) => status === 'SUCCEEDED')).toBe(true);
  });

  it('costs two transitions, one read and at most five and a half write units a touch', async () => {
    const crowd = Array.from({ length: 50 }, (_, n) => `user-${n}`);
    await stack.client.publish(...crowd.flatMap((user) => introduction(user)));
    await stack.client.settle();
    await stack.client.publish(...crowd.map(signUp));
    await stack.client.settle();
    const before = await stack.client.control<Meter>('meter');
    await stack.client.advance('P8D');
    const after = await stack.client.control<Meter>('meter');
    const touches = after.lambdaInvocations.touch - before.lambdaInvocations.touch;
    expect(touches).toBe(100);
    expect((after.stateTransitions - before.stateTransitions) / touches).toBeLessThanOrEqual(2.05);
    const used = (unit: 'readUnits' | 'writeUnits') =>
      (after.dynamodb.byFunction.touch[unit] - before.dynamodb.byFunction.touch[unit]) / touches;
    expect(used('readUnits')).toBeLessThanOrEqual(1.3);
    // A write that decides and the counts that it moves are one transaction, which DynamoDB charges twice.
    expect(used('writeUnits')).toBeLessThanOrEqual(5.6);
  });

  it('leaves at once on the goal, in the middle of a wait', async () => {
    await stack.client.introduce(ada);
    await stack.client.publish(signUp(ada));
    await stack.client.advance('PT2H');
    await stack.client.publish({ type: 'onboarding.completed', detail: { userId: ada } });
    await stack.client.settle();
    expect((await executions()).map(({ status }) => status)).toEqual(['ABORTED']);
    await stack.client.advance('P8D');
    expect(steps(await stack.client.outbox(), ada)).toEqual(['hello']);
  });

  it('speaks the language of its reader, and advertises one-click unsubscribe', async () => {
    await stack.client.introduce(ada, { locale: 'de-AT', traits: { firstName: '<b>Ada</b>' } });
    await stack.client.publish(signUp(ada));
    await stack.client.advance('P2D');
    const [email] = (await stack.client.outbox('?channel=email')) as [Sent];
    expect(email.content.html).toContain('lang="de"');
    expect(email.content.html).not.toContain('<b>Ada</b>');
    expect(email.content.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
    expect(email.content.headers?.['List-Unsubscribe']).toMatch(/^<http.*\/_api\/unsubscribe\/[\w.-]+>$/);
  });
});

describe('a no', () => {
  it('by the link in the email: a GET changes nothing, one POST ends email for good', async () => {
    await stack.client.introduce(ada);
    await stack.client.publish(signUp(ada));
    await stack.client.advance('P2D');
    const [email] = (await stack.client.outbox('?channel=email')) as [Sent];
    const link = (email.content.headers?.['List-Unsubscribe'] ?? '').slice(1, -1);
    expect(await (await fetch(link)).text()).toContain('<form method="post">');
    const answer = await fetch(link, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
    expect(answer.status).toBe(200);
    const broken = await fetch(`${link}x`, { method: 'POST' });
    expect(broken.status).toBe(404);
  });

  it.each([
    [
      'consent.changed',
      (user: string) => ({ type: 'consent.changed', detail: { userId: user, channel: 'email', status: 'withdrawn' } }),
    ],
    ['erasure', (user: string) => ({ type: 'user.erased', detail: { userId: user } })],
  ])('by %s holds for the steps to come', async (_, no) => {
    await stack.client.introduce(ada);
    await stack.client.publish(signUp(ada));
    await stack.client.settle();
    await stack.client.publish(no(ada));
    await stack.client.advance('P8D');
    expect(await stack.client.outbox('?channel=email')).toEqual([]);
  });

  it('by erasure is not undone by what was told before and comes again', async () => {
    const before = '2027-01-11T09:00:00Z';
    const told = introduction(ada).map(({ type, detail }) => ({ type, detail: { ...detail, occurredAt: before } }));
    await stack.client.publish(...told);
    await stack.client.settle();
    await stack.client.publish({ type: 'user.erased', detail: { userId: ada } });
    await stack.client.advance('PT1H');
    await stack.client.publish(signUp(ada));
    await stack.client.settle();
    await stack.client.publish(...told);
    await stack.client.advance('P8D');
    expect(await stack.client.outbox()).toEqual([]);
    await stack.client.introduce(ada, { email: 'another@example.com' });
    await stack.client.publish({ type: 'user.signed_up', detail: { userId: ada, eventId: 'again' } });
    await stack.client.advance('P8D');
    expect(await stack.client.outbox()).toEqual([]);
  });

  it('outvotes a yes from a clock that is ahead', async () => {
    await stack.client.introduce(ada);
    const yes = {
      userId: ada,
      channel: 'email',
      status: 'granted',
      basis: 'express',
      occurredAt: '2031-01-01T00:00:00Z',
    };
    const Detail = JSON.stringify(yes);
    const entry = {
      EventBusName: 'polyphony',
      Source: 'app',
      DetailType: 'consent.changed',
      Detail,
      Time: new Date('2030-06-01'),
    };
    await stack.client.bus.send(new PutEventsCommand({ Entries: [entry] }));
    await stack.client.advance('PT1M');
    await stack.client.publish({
      type: 'consent.changed',
      detail: { userId: ada, channel: 'email', status: 'withdrawn' },
    });
    await stack.client.settle();
    await stack.client.publish(signUp(ada));
    await stack.client.advance('P8D');
    expect(await stack.client.outbox('?channel=email')).toEqual([]);
  });

  it('by a complaint or a hard bounce that SES reports', async () => {
    for (const [type, told] of [
      ['Email Complaint Received', { complaint: { complainedRecipients: [{ emailAddress: 'shared@example.com' }] } }],
      ['Email Complaint Received', { complaint: {} }],
      [
        'Email Bounced',
        { bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'shared@example.com' }] } },
      ],
    ] as const) {
      await stack.client.control('reset', {});
      await stack.client.introduce(ada, { email: 'shared@example.com' });
      await stack.client.introduce(bob, { email: 'shared@example.com' });
      await stack.client.publish(signUp(ada));
      await stack.client.advance('P2D');
      const [email] = (await stack.client.outbox('?channel=email')) as [Sent];
      const detail = { mail: { tags: { touch: [email.touchId] }, destination: ['shared@example.com'] }, ...told };
      await stack.client.publish({ type, detail, bus: 'default', source: 'aws.ses' });
      await stack.client.settle();
      await stack.client.publish(signUp(bob));
      await stack.client.advance('P8D');
      expect(steps(await stack.client.outbox(), bob)).toEqual(['hello', 'tips']);
    }
  });
});

describe('bad input', () => {
  it('goes to the dead letters with its reason, and the rest goes on', async () => {
    await stack.client.introduce(ada);
    await stack.client.publish(
      { type: 'user.signed_up', detail: {} },
      { type: 'user.signed_up', detail: { userId: true } },
      { type: 'user.signed_up', detail: { userId: 'x'.repeat(200) } },
      { type: 'profile.updated', detail: { userId: 'x'.repeat(200), timezone: 'Mars/Olympus' } },
      { type: 'consent.changed', detail: { userId: bob, channel: 'pigeon', status: 'granted' } },
      { type: 'touch.engaged', detail: { userId: bob, touchId: 'nonsense', kind: 'opened' } },
      signUp(ada),
    );
    await stack.client.settle();
    expect(steps(await stack.client.outbox(), ada)).toEqual(['hello']);
    const letters = await stack.client.deadLetters();
    expect(letters.filter(({ queue }) => queue.includes('nter'))).toHaveLength(3);
    expect(letters.filter(({ queue }) => queue.includes('dentify'))).toHaveLength(2);
    expect(letters.filter(({ queue }) => queue.includes('isten'))).toHaveLength(1);
    expect(letters.find(({ body }) => body.includes('Mars'))?.reason).toMatch(/userId: .*128/);
  });
});

describe('what may go wrong on the way', () => {
  it('holds the first touch until a late profile and consent are there', async () => {
    await stack.client.publish(signUp(ada));
    await stack.client.advance('PT5M');
    expect(await stack.client.outbox()).toEqual([]);
    await stack.client.introduce(ada);
    await stack.client.advance('PT10M');
    expect(steps(await stack.client.outbox(), ada)).toEqual(['hello']);
  });

  it('closes the run of an execution that somebody stopped', async () => {
    await stack.client.introduce(ada);
    await stack.client.publish(signUp(ada));
    await stack.client.settle();
    const [running] = await executions();
    await stack.client.executions.send(new StopExecutionCommand({ executionArn: running?.executionArn }));
    await stack.client.advance('P8D');
    expect(steps(await stack.client.outbox(), ada)).toEqual(['hello']);
  });

  it.each([
    ['accept-then-timeout', ['hello', 'first-steps', 'tips']],
    ['error', ['first-steps', 'tips']],
    ['throttle', ['hello', 'first-steps', 'tips']],
    ['down', ['hello', 'first-steps', 'tips']],
    ['reject', ['first-steps', 'tips']],
  ])('sends at most once when the provider answers %s', async (behave, expected) => {
    await stack.client.control('providers/pinpoint', { behave, times: 1 });
    await stack.client.introduce(ada);
    await stack.client.publish(signUp(ada));
    await stack.client.advance('P8D');
    expect(steps(await stack.client.outbox(), ada)).toEqual(expected);
  });

  it('sends a control nothing, whatever it would have been', async () => {
    await stack.client.introduce(ghost);
    await stack.client.publish(signUp(ghost));
    await stack.client.advance('P8D');
    expect(await stack.client.outbox()).toEqual([]);
    expect((await executions()).map(({ status }) => status)).toEqual(['SUCCEEDED']);
  });
});

interface Meter {
  readonly stateTransitions: number;
  readonly lambdaInvocations: Readonly<Record<'touch', number>>;
  readonly dynamodb: {
    readonly byFunction: Readonly<Record<'touch', { readonly readUnits: number; readonly writeUnits: number }>>;
  };
}
