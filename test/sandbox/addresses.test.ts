import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetSuppressedDestinationCommand, PutSuppressedDestinationCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AppEvent, credentials } from './client.ts';
import { oneStep, onlyThese, overlaidStack } from './overlaid.ts';
import { PreferencePage, ticked } from './preference-page.ts';
import { Records } from './records.ts';

const root = join(import.meta.dirname, '..', '..');

const stack = overlaidStack({
  ...oneStep('news', { on: 'project.created', channel: 'email' }),
  ...oneStep('nudge', { on: 'profile.completed', channel: 'push' }),
  ...oneStep('receipt', { on: 'order.placed', channel: 'email', purpose: 'transactional' }),
  ...oneStep('notice', { on: 'subscription.canceled', channel: 'email', purpose: 'transactional' }),
  ...onlyThese(['news', 'nudge', 'receipt', 'notice']),
  'statemachines/program.ts': readFileSync(join(root, 'statemachines', 'program.ts'), 'utf8').replace(
    'indispensable: []',
    "indispensable: ['notice']",
  ),
});
beforeEach(() => stack.client.control('reset', {}));

const ann = 'ann@example.com';
const told = (userId: string, more: object): AppEvent => ({
  type: 'profile.updated',
  detail: { userId, timezone: 'UTC', ...more },
});
const yes = (userId: string, basis: string, more: object = {}): AppEvent => ({
  type: 'consent.changed',
  detail: { userId, channel: 'email', status: 'granted', basis, ...more },
});

const publish = async (...events: AppEvent[]) => {
  await stack.client.publish(...events);
  await stack.client.settle();
};
/** Who of these gets a message when this happens to each. */
async function reached(event: string, ...users: string[]): Promise<string[]> {
  const before = (await stack.client.outbox()).length;
  const day = Math.random().toString(36).slice(2);
  await stack.client.publish(
    ...users.map((userId) => ({ type: event, detail: { userId, eventId: `${event}-${userId}-${day}` } })),
  );
  await stack.client.advance('PT1H');
  return (await stack.client.outbox())
    .slice(before)
    .map(({ userId }) => userId)
    .sort();
}
const oneClick = async (userId: string) => {
  const [email] = (await stack.client.outbox(`?userId=${userId}&channel=email`)).slice(-1);
  const link = (email?.content.headers?.['List-Unsubscribe'] ?? '').slice(1, -1);
  expect((await fetch(link, { method: 'POST', body: 'List-Unsubscribe=One-Click' })).status).toBe(200);
};
const complaint = async (userId: string) => {
  const [email] = (await stack.client.outbox(`?userId=${userId}&channel=email`)).slice(-1);
  const { now } = await stack.client.settle();
  await publish({
    bus: 'default',
    source: 'aws.ses',
    type: 'Email Complaint Received',
    detail: {
      mail: { tags: { touch: [email?.touchId] }, destination: [email?.to] },
      complaint: { complainedRecipients: [{ emailAddress: email?.to }], timestamp: now },
    },
  });
};

async function polyphony(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, AWS_ENDPOINT_URL: stack.sandbox.url };
  const cwd = mkdtempSync(join(tmpdir(), 'polyphony-'));
  try {
    const run = promisify(execFile)(process.execPath, [join(root, 'bin', 'polyphony.js'), ...args], { env, cwd });
    const { stdout, stderr } = await run;
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code = 1, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code, out: stdout, err: stderr };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

describe('a mailbox that two accounts share', () => {
  const household = async () => {
    await publish(
      told('a', { email: ann }),
      told('b', { email: 'Ann@Example.com' }),
      yes('a', 'express'),
      yes('b', 'express'),
    );
    expect(await reached('project.created', 'a', 'b')).toEqual(['a', 'b']);
    await stack.client.advance('P2D');
  };

  it('gets no marketing after one click for one of them, whoever has it or will, and receipts all the same', async () => {
    await household();
    await oneClick('a');
    await publish(told('c', { email: ann }), yes('c', 'double_opt_in', { occurredAt: '2026-01-01T00:00:00Z' }));
    expect(await reached('project.created', 'a', 'b', 'c')).toEqual([]);
    expect(await reached('order.placed', 'a', 'b', 'c')).toEqual(['a', 'b', 'c']);
    expect(ticked(await (await PreferencePage.of(stack.client, 'b')).read())).not.toContain('email');
    const { out } = await polyphony('why', 'b');
    expect(out).toContain('This mailbox said no to marketing');
  });

  it('gets it again after a double opt-in of another, and the first stays out until they agree', async () => {
    await household();
    const page = await PreferencePage.of(stack.client, 'a');
    await page.press('leave');
    await stack.client.advance('P1D');
    expect(await reached('project.created', 'a', 'b')).toEqual([]);
    const others = await PreferencePage.of(stack.client, 'b');
    expect(await others.save({ email: true })).toContain('Not confirmed yet');
    expect(await reached('project.created', 'a', 'b')).toEqual([]);
    await publish(yes('b', 'double_opt_in'));
    await stack.client.advance('P1D');
    expect(await reached('project.created', 'a', 'b')).toEqual(['b']);
    expect(await page.save({ email: true })).not.toContain('Not confirmed yet');
    await stack.client.advance('P1D');
    expect(await reached('project.created', 'a', 'b')).toEqual(['a', 'b']);
  });

  it('that complained gets what is indispensable and nothing else, until it is reinstated', async () => {
    await household();
    await complaint('a');
    expect(await reached('project.created', 'a', 'b')).toEqual([]);
    expect(await reached('order.placed', 'a', 'b')).toEqual([]);
    expect(await reached('subscription.canceled', 'a', 'b')).toEqual(['a', 'b']);

    const options = { endpoint: stack.sandbox.url, region: 'us-east-1', credentials };
    const ses = new SESv2Client(options);
    await ses.send(new PutSuppressedDestinationCommand({ EmailAddress: ann, Reason: 'COMPLAINT' }));
    const act = ['--channel', 'email', '--address', ann, '--reason', 'pressed by mistake', '--by', 'Support, Kim'];
    const { code, out } = await polyphony('reinstate', ...act, '--evidence', 'ticket 7');
    expect([code, out]).toEqual([0, expect.stringContaining('taken off')]);
    await stack.client.settle();
    await expect(ses.send(new GetSuppressedDestinationCommand({ EmailAddress: ann }))).rejects.toThrow(/not exist/);
    ses.destroy();
    expect(await reached('order.placed', 'a', 'b')).toEqual(['a', 'b']);
    expect(await reached('project.created', 'a', 'b')).toEqual([]);
    await publish(yes('b', 'double_opt_in'));
    await stack.client.advance('P1D');
    expect(await reached('project.created', 'a', 'b')).toEqual(['b']);
    expect((await polyphony('reinstate', '--channel', 'email', '--address', ann, '--by', 'Kim')).code).toBe(2);
  });
});

it('a device belongs to whoever named it last, also with a run under way', async () => {
  const device = (token: string) => ({ platform: 'fcm', token });
  const agreed = ['a', 'b'].map((userId) => yes(userId, 'express', { channel: 'push' }));
  await publish(told('a', { push: [device('DEVICE'), device('TABLET')] }), ...agreed);
  await stack.client.publish(told('b', { push: [device('DEVICE')] }));
  await stack.client.settle();
  expect(await reached('profile.completed', 'a', 'b')).toEqual(['a', 'b']);
  const to = Object.fromEntries((await stack.client.outbox()).map(({ userId, to }) => [userId, to]));
  expect(to).toEqual({ a: 'TABLET', b: 'DEVICE' });
});

it('a person who returns after an erasure gets receipts at once, and marketing by their own double opt-in', async () => {
  await publish(told('old', { email: ann }), yes('old', 'double_opt_in'));
  await publish({ type: 'user.erased', detail: { userId: 'old' } });
  await stack.client.advance('P30D');
  await publish(told('new', { email: ann }), yes('new', 'double_opt_in', { occurredAt: '2027-01-01T00:00:00Z' }));
  expect(await reached('project.created', 'new')).toEqual([]);
  expect(await reached('order.placed', 'new')).toEqual(['new']);
  await publish(yes('new', 'double_opt_in'));
  await stack.client.advance('P1D');
  expect(await reached('project.created', 'new')).toEqual(['new']);
});

it('what was known before is bound by a command, once and again, without a name in its output', async () => {
  const records = new Records(stack.client.url);
  const person = { traits: {}, scores: {}, engaged: {}, v: 1, timezone: 'UTC', email: ann };
  const at = Date.parse('2027-01-05T00:00:00Z');
  const devices = [{ platform: 'fcm', token: 'OLD' }];
  await records.put({ pk: 'USER#one', sk: 'PROFILE', ...person, told: { email: at, push: at }, push: devices });
  await records.put({ pk: 'USER#one', sk: 'LEDGER', v: 1, c: { 'email.marketing': `-=${at / 1000}` } });
  const evidence = {
    at: '2027-01-05T00:00:00Z',
    channel: 'email',
    purpose: 'marketing',
    status: 'withdrawn',
    event: 'x',
  };
  await records.put({ pk: 'USER#one', sk: 'CONSENT#2027-01-05T00:00:00Z#email#x', ...evidence });
  await publish(told('two', { email: ann }), yes('two', 'express', { occurredAt: '2027-01-04T00:00:00Z' }));
  expect(await reached('project.created', 'two')).toEqual(['two']);
  for (const _ of [1, 2]) {
    const { code, out } = await polyphony('bind-opt-outs');
    expect([code, out]).toEqual([0, '2 people, 1 opt-outs and 1 devices told again; they hold within minutes\n']);
    await stack.client.settle();
  }
  await stack.client.advance('P2D');
  expect(await reached('project.created', 'one', 'two')).toEqual([]);
  expect((await records.of('one')).filter(({ sk }) => String(sk).startsWith('CONSENT#'))).toHaveLength(1);
  await publish(told('two', { addPush: devices }));
  expect(await records.item('USER#one', 'PROFILE')).toMatchObject({ push: [] });
});
