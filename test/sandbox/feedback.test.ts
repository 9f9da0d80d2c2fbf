import { beforeEach, describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { linkId, unkeyedLinkId } from '../../lib/domain/link.ts';
import { runId } from '../../lib/domain/run-id.ts';
import { readTouchId, touchId } from '../../lib/domain/touch-id.ts';
import { type Sent, signUp } from './client.ts';
import { Records } from './records.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
beforeEach(() => stack.client.control('reset', {}));

const group = (user: string) => pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 });
const [ada = '', bob = ''] = Array.from({ length: 40 }, (_, n) => `person-${n}`).filter(
  (user) => group(user) === 'treatment',
);

/** Through the whole welcome, by default to its end. */
async function welcomed(user: string, until = 'P8D'): Promise<readonly Sent[]> {
  await stack.client.introduce(user);
  await stack.client.publish(signUp(user));
  await stack.client.advance(until);
  return stack.client.outbox(`?userId=${user}`);
}
const sentBy = (sent: readonly Sent[], channel: string) => sent.find((each) => each.channel === channel) as Sent;

const ses = (type: string, email: Sent, detail: object) =>
  stack.client.publish({
    type,
    source: 'aws.ses',
    bus: 'default',
    detail: { mail: { tags: { touch: [email.touchId] }, destination: [email.to] }, ...detail },
  });

/** What the bus and its rules would see, as the functions' logs say it. */
async function announced(type: string): Promise<readonly Record<string, unknown>[]> {
  const lines = await (await fetch(`${stack.client.url}/_polyphony/logs`)).text();
  return lines
    .split('\n')
    .filter((line) => line.includes(type))
    .map((line) => JSON.parse((JSON.parse(line) as { line: string }).line) as Record<string, unknown>)
    .filter(({ message }) => message === type);
}

describe('what SES tells', () => {
  it('of a machine’s open is kept apart: it is no engagement, and a person’s open still counts', async () => {
    const records = new Records(stack.client.url);
    const email = sentBy(await welcomed(ada, 'P2D'), 'email');
    await ses('Email Opened', email, { open: { userAgent: 'Mozilla/5.0' } });
    await stack.client.settle();
    const record = await records.touch(email.touchId);
    expect(record).toMatchObject({ prefetched: expect.any(Number), prefetchedReason: 'machine' });
    expect(record).not.toHaveProperty('opened');
    expect(await announced('touch.opened')).toMatchObject([{ reason: 'machine', OpenedByMachine: 1 }]);
    expect(await records.item(`USER#${ada}`, 'PROFILE')).toMatchObject({ engaged: {} });
    await ses('Email Opened', email, { open: { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)' } });
    await stack.client.settle();
    expect(await records.touch(email.touchId)).toMatchObject({ opened: expect.any(Number) });
    expect(await announced('touch.opened')).toHaveLength(2);
    expect(await records.item(`USER#${ada}`, 'PROFILE')).toMatchObject({ engaged: { email: expect.any(Number) } });
  });

  it('of a soft bounce or a delay suppresses nobody; of a hard one, the address', async () => {
    const records = new Records(stack.client.url);
    const email = sentBy(await welcomed(ada, 'P2D'), 'email');
    await ses('Email Delivery Delayed', email, { deliveryDelay: { delayType: 'MailboxFull' } });
    await ses('Email Bounced', email, { bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull' } });
    await stack.client.settle();
    expect(await records.item(`USER#${ada}`, 'LEDGER')).not.toHaveProperty('s');
    await ses('Email Bounced', email, { bounce: { bounceType: 'Permanent', bounceSubType: 'NoEmail' } });
    await stack.client.settle();
    expect(await records.touch(email.touchId)).toMatchObject({
      delayedReason: 'MailboxFull',
      softBouncedReason: 'soft:MailboxFull',
      bouncedReason: 'hard:NoEmail',
    });
    expect(await records.item(`USER#${ada}`, 'LEDGER')).toMatchObject({
      s: { email: expect.stringMatching(/^bounced=/) },
    });
    const reasons = (await announced('touch.bounced')).map(({ reason }) => reason);
    expect(reasons).toEqual(['soft:MailboxFull', 'hard:NoEmail']);
  });

  it('of an address that turned five messages in a row away closes it, until somebody opens', async () => {
    const records = new Records(stack.client.url);
    const email = sentBy(await welcomed(ada, 'P2D'), 'email');
    const touches = Array.from({ length: 5 }, (_, n) =>
      touchId({ user: ada, run: runId('welcome', ada, `e${n}`), step: 'x' }),
    );
    const about = await records.touch(email.touchId);
    for (const each of touches) {
      const { run, step } = readTouchId(each) as { run: string; step: string };
      await records.put({
        pk: `USER#${ada}`,
        sk: `TOUCH#${run}#${step}`,
        journey: about?.journey,
        channel: 'email',
        group: 'treatment',
      });
      const bounce = { bounceType: 'Transient', bounceSubType: 'MailboxFull', bouncedRecipients: [] };
      await ses('Email Bounced', { ...email, touchId: each }, { bounce });
      await ses('Email Bounced', { ...email, touchId: each }, { bounce });
      await stack.client.advance('PT1H');
    }
    const closed = { s: { email: expect.stringMatching(/^soft-bounced=/) } };
    expect(await records.item(`USER#${ada}`, 'LEDGER')).toMatchObject(closed);
    await ses('Email Opened', email, { open: { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)' } });
    await stack.client.settle();
    expect(await records.item(`USER#${ada}`, 'LEDGER')).not.toHaveProperty('s');
  });

  it('of links that were all followed at once is a machine’s doing', async () => {
    const records = new Records(stack.client.url);
    const email = sentBy(await welcomed(ada, 'P2D'), 'email');
    const userAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
    for (const link of ['a', 'b', 'c'])
      await ses('Email Clicked', email, { click: { link: `https://x.example/${link}`, userAgent } });
    await stack.client.settle();
    expect(await records.touch(email.touchId)).toMatchObject({ scanned: expect.any(Number) });
    expect(await records.touch(email.touchId)).not.toHaveProperty('clicked');
    expect(await records.item(`USER#${ada}`, 'PROFILE')).toMatchObject({ engaged: {} });
  });

  it('of an email that is no spam suppresses nobody; a list without recipients is as none', async () => {
    const records = new Records(stack.client.url);
    const email = sentBy(await welcomed(ada, 'P2D'), 'email');
    const complainedRecipients = [{ emailAddress: email.to }];
    await ses('Email Complaint Received', email, {
      complaint: { complainedRecipients, complaintFeedbackType: 'not-spam' },
    });
    await stack.client.settle();
    expect(await records.item(`USER#${ada}`, 'LEDGER')).not.toHaveProperty('s');
    await ses('Email Bounced', email, {
      bounce: { bounceType: 'Permanent', bounceSubType: 'NoEmail', bouncedRecipients: [] },
    });
    await stack.client.settle();
    expect(await records.item(`USER#${ada}`, 'LEDGER')).toMatchObject({
      s: { email: expect.stringMatching(/^bounced=/) },
    });
  });

  it('of an email that it never sent is announced as failed', async () => {
    const records = new Records(stack.client.url);
    const email = sentBy(await welcomed(ada, 'P2D'), 'email');
    await ses('Email Rendering Failed', email, { failure: { errorMessage: 'x' } });
    await stack.client.settle();
    expect(await records.touch(email.touchId)).toMatchObject({ rejectedReason: 'rendering-failed' });
    expect(await announced('touch.failed')).toMatchObject([{ reason: 'rendering-failed', touchId: email.touchId }]);
  });
});

describe('the inbox', () => {
  const ask = async (user: string, body?: object) => {
    const { inbox } = await stack.client.control<{ inbox: string }>(`token?userId=${user}`);
    const { api } = await stack.client.control<{ api: string }>('describe');
    const headers = { authorization: `Bearer ${inbox}` };
    const answer = await fetch(
      `${api}/inbox`,
      body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
    );
    return {
      status: answer.status,
      body: (await answer.json()) as { messages: Record<string, unknown>[]; unread: number },
    };
  };

  it('shows what is new, takes marks once, and hides what is dismissed', async () => {
    const records = new Records(stack.client.url);
    const { touchId } = sentBy(await welcomed(ada), 'inapp');
    expect((await ask(ada)).body).toMatchObject({ unread: 1, messages: [{ touchId, state: 'new' }] });
    for (let again = 0; again < 2; again++)
      expect((await ask(ada, { touchId, kind: 'displayed' })).body).toMatchObject({
        unread: 0,
        messages: [{ state: 'displayed' }],
      });
    await ask(ada, { touchId, kind: 'clicked' });
    expect((await ask(ada)).body.messages).toMatchObject([{ state: 'clicked' }]);
    expect(await announced('touch.clicked')).toHaveLength(1);
    expect(await records.touch(touchId)).toMatchObject({ displayed: expect.any(Number), clicked: expect.any(Number) });
    expect((await ask(ada, { touchId, kind: 'dismissed' })).body).toEqual({ messages: [], unread: 0 });
  });

  it('knows what the app reported by event', async () => {
    const { touchId } = sentBy(await welcomed(ada), 'inapp');
    await stack.client.publish({ type: 'touch.engaged', detail: { userId: ada, touchId, kind: 'displayed' } });
    await stack.client.settle();
    expect((await ask(ada)).body).toMatchObject({ unread: 0, messages: [{ state: 'displayed' }] });
  });

  it('hides what has expired, though the database still has it', async () => {
    const records = new Records(stack.client.url);
    await stack.client.introduce(ada);
    const at = '2027-01-11T09:00:00Z';
    const expires = '2027-01-12T09:00:00Z';
    const message = { touchId: 'x', at, title: 'Today only', body: 'Go', expires, ttl: Date.parse(expires) / 1000 };
    await records.put({ pk: `USER#${ada}`, sk: `INBOX#${at}#x`, ...message });
    await stack.client.advance('PT23H');
    expect((await ask(ada)).body).toMatchObject({ unread: 1, messages: [{ title: 'Today only', expires }] });
    await stack.client.advance('PT2H');
    expect((await ask(ada)).body).toEqual({ messages: [], unread: 0 });
  });

  it('lets nobody mark what is another’s, or no message', async () => {
    const { touchId } = sentBy(await welcomed(ada), 'inapp');
    await stack.client.introduce(bob);
    expect((await ask(bob, { touchId, kind: 'displayed' })).status).toBe(404);
    expect((await ask(ada, { touchId: 'nonsense', kind: 'displayed' })).status).toBe(404);
    expect((await ask(ada, { touchId, kind: 'eaten' })).status).toBe(400);
    expect((await ask(ada)).body).toMatchObject({ unread: 1 });
  });
});

describe('a short link', () => {
  const stored = async () => {
    const records = new Records(stack.client.url);
    const { touchId } = sentBy(await welcomed(ada, 'P2D'), 'email');
    // A link that went out before ids had a key leads on as it did.
    const id = unkeyedLinkId(touchId, 0);
    await records.put({ pk: `LINK#${id}`, sk: 'LINK', url: 'https://example.com/a?b=c', touch: touchId });
    const { api } = await stack.client.control<{ api: string }>('describe');
    const tap = (init: RequestInit = {}, of = id) => fetch(`${api}/l/${of}`, { redirect: 'manual', ...init });
    return { records, touchId, id, tap };
  };

  it('leads on, and counts a tap once; looking at it is none', async () => {
    const { records, touchId, tap } = await stored();
    const preview = { 'user-agent': 'WhatsApp/2.23.20.0' };
    for (const look of [{ method: 'HEAD' }, { headers: preview }]) {
      const answer = await tap(look);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://example.com/a?b=c']);
    }
    expect(await records.touch(touchId)).not.toHaveProperty('clicked');
    expect(await records.touch(touchId)).toMatchObject({ scanned: expect.any(Number), scannedReason: 'machine' });
    const answer = await tap();
    await tap();
    expect(answer.status).toBe(302);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await records.touch(touchId)).toMatchObject({ clicked: expect.any(Number) });
    expect(await announced('touch.clicked')).toHaveLength(1);
  });

  it('that is none of ours, or leads anywhere but to https, leads nowhere', async () => {
    const { records, touchId, tap } = await stored();
    await records.put({ pk: 'LINK#bad', sk: 'LINK', url: 'javascript:alert(1)', touch: touchId });
    expect((await tap({}, 'bad')).status).toBe(404);
    expect((await tap({}, 'nobodys')).status).toBe(404);
    expect((await tap({}, 'x'.repeat(2_100))).status).toBe(404);
    expect((await tap({}, encodeURIComponent('é'.repeat(1_500)))).status).toBe(404);
  });

  it('leads on when its touch is not there', async () => {
    const { records, tap } = await stored();
    const gone = touchId({ user: 'nobody', run: runId('welcome', 'nobody', 'e'), step: 'hello' });
    await records.put({ pk: 'LINK#gone', sk: 'LINK', url: 'https://example.com/', touch: gone });
    expect((await tap({}, 'gone')).status).toBe(302);
  });

  it('goes when its person is erased', async () => {
    const { records, touchId, id, tap } = await stored();
    const touch = await records.touch(touchId);
    await records.put({ ...touch, links: 2 });
    const second = unkeyedLinkId(touchId, 1);
    await records.put({ pk: `LINK#${second}`, sk: 'LINK', url: 'https://example.com/', touch: touchId });
    const { secrets } = await stack.client.control<{ secrets: Record<string, { value: string }> }>('describe');
    const push = sentBy(await stack.client.outbox(`?userId=${ada}`), 'push');
    const sentId = linkId(
      push.touchId,
      0,
      Object.entries(secrets).find(([name]) => /address/i.test(name))?.[1].value ?? '',
    );
    expect((await tap({ method: 'HEAD' }, sentId)).status).toBe(302);
    await stack.client.publish({ type: 'user.erased', detail: { userId: ada } });
    await stack.client.advance('PT10M');
    expect(await records.of(ada)).toEqual([]);
    expect((await tap()).status).toBe(404);
    expect((await tap({}, second)).status).toBe(404);
    expect((await tap({}, sentId)).status).toBe(404);
    expect(await records.item(`LINK#${id}`, 'LINK')).toBeUndefined();
  });
});
