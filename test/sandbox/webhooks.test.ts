import { createHmac } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { type AppEvent, introduction, type Sent, signUp } from './client.ts';
import { Records } from './records.ts';
import { shippedStack } from './stack.ts';

interface Described {
  readonly twilioAuthToken: string;
  readonly twilioNumber: string;
  readonly twilioWhatsappNumber: string;
  readonly webhooks: { readonly twilioStatus: string; readonly twilioInbound: string };
}

const stack = shippedStack();
let described: Described;
let records: Records;
beforeAll(async () => {
  described = await stack.client.control<Described>('describe');
  records = new Records(stack.client.url);
});
beforeEach(() => stack.client.control('reset', {}));

const group = (user: string) => pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 });
const [ada = '', bob = ''] = Array.from({ length: 40 }, (_, n) => `person-${n}`).filter(
  (user) => group(user) === 'treatment',
);
const phone = '+14155550123';

type Form = Readonly<Record<string, string>>;

const signatureOf = (url: string, form: Form) =>
  createHmac('sha1', described.twilioAuthToken)
    .update(
      url +
        Object.entries(form)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .flat()
          .join(''),
    )
    .digest('base64');

function post(url: string, form: Form, signature: string | undefined = signatureOf(url, form)) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...(signature && { 'x-twilio-signature': signature }),
  };
  return fetch(url, { method: 'POST', headers, body: new URLSearchParams(form).toString() });
}

const status = (touchId: string, MessageStatus: string, more: Form = {}) =>
  post(`${described.webhooks.twilioStatus}?touch=${touchId}`, { MessageSid: 'SM1', MessageStatus, To: phone, ...more });

let messages = 0;
function text(Body: string, more: Form = {}) {
  const form = { MessageSid: `SMin${++messages}`, From: phone, To: described.twilioNumber, Body, ...more };
  return post(described.webhooks.twilioInbound, form);
}

const yes = (userId: string, channel: string, basis: string): AppEvent => ({
  type: 'consent.changed',
  detail: { userId, channel, status: 'granted', basis, source: 'checkout' },
});

/** People who share a number, and agreed to text messages. */
async function household(...users: string[]) {
  for (const user of users) {
    await stack.client.publish(...introduction(user, { phone, whatsapp: phone }), yes(user, 'sms', 'express_written'));
  }
  await stack.client.settle();
}

async function greeted(user: string): Promise<Sent> {
  await stack.client.publish(signUp(user));
  await stack.client.settle();
  return (await stack.client.outbox(`?userId=${user}`))[0] as Sent;
}

const answers = async () =>
  (await stack.client.outbox()).filter(({ journey, channel }) => journey === null && channel === 'sms');
const ledger = (user: string) => records.item(`USER#${user}`, 'LEDGER');
const logs = async () => await (await fetch(`${stack.client.url}/_polyphony/logs`)).text();
const spoken = async (type: string) =>
  (await logs()).split('\n').filter((line) => line.includes(`\\"message\\":\\"${type}\\"`));

describe('a status callback', () => {
  const orders = [
    ['queued', 'sending', 'sent', 'delivered', 'read', 'undelivered'],
    ['undelivered', 'read', 'delivered', 'sent', 'sending', 'queued'],
    ['read', 'queued', 'undelivered', 'delivered', 'sent', 'sending'],
    ['delivered', 'delivered', 'read', 'undelivered', 'read', 'sent', 'sending', 'queued'],
  ];

  it.each(orders.map((order) => [order.join(' '), order] as const))(
    'is noted once in the order %s',
    async (_, order) => {
      await household(ada);
      const { touchId } = await greeted(ada);
      for (const each of [...order, ...order]) {
        const answer = await status(touchId, each, each === 'undelivered' ? { ErrorCode: '30003' } : {});
        expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
          200,
          'text/xml',
          '<Response/>',
        ]);
      }
      const record = await records.touch(touchId);
      expect(record).toMatchObject({
        delivered: expect.any(Number),
        opened: expect.any(Number),
        bouncedReason: '30003',
      });
      for (const type of ['touch.delivered', 'touch.opened', 'touch.bounced'])
        expect(await spoken(type)).toHaveLength(1);
      expect(await ledger(ada)).not.toHaveProperty('s');
    },
  );

  it('that is forged, altered or unsigned is refused, and changes nothing', async () => {
    await household(ada);
    const { touchId } = await greeted(ada);
    const url = `${described.webhooks.twilioStatus}?touch=${touchId}`;
    const form = { MessageSid: 'SM1', MessageStatus: 'delivered' };
    const good = signatureOf(url, form);
    const before = await records.of(ada);
    const bad = [
      await post(url, form, good.startsWith('A') ? `B${good.slice(1)}` : `A${good.slice(1)}`),
      await post(url, { ...form, MessageStatus: 'read' }, good),
      await post(`${url}x`, form, good),
      await post(url, form, signatureOf(url.replace('127.0.0.1', 'localhost'), form)),
      await fetch(url, { method: 'POST', body: new URLSearchParams(form) }),
    ];
    expect(bad.map((answer) => answer.status)).toEqual([403, 403, 403, 403, 403]);
    expect(await records.of(ada)).toEqual(before);
    expect((await logs()).match(/ForgedWebhook\\":1/g)).toHaveLength(5);
  });

  it('of a touch that is not there is taken, counted and kept for somebody to see', async () => {
    expect((await status('nonsense', 'delivered')).status).toBe(200);
    const letters = await stack.client.deadLetters();
    expect(letters).toMatchObject([
      { queue: expect.stringContaining('receive'), reason: expect.stringMatching(/touch id/) },
    ]);
    expect(letters[0]?.body).not.toContain(phone);
    expect((await logs()).match(/Unusable\\":1/g)).toHaveLength(1);
  });

  it('that is new is counted and refused to nobody; a part of a message that arrived is an arrival', async () => {
    await household(ada);
    const { touchId } = await greeted(ada);
    expect((await status(touchId, 'teleported')).status).toBe(200);
    expect((await logs()).match(/UnknownStatus\\":1/g)).toHaveLength(1);
    expect((await status(touchId, 'partially_delivered')).status).toBe(200);
    expect(await records.touch(touchId)).toMatchObject({
      delivered: expect.any(Number),
      deliveredReason: 'partially-delivered',
    });
    expect(await stack.client.deadLetters()).toEqual([]);
  });

  it('of a dead number suppresses it, for everybody behind it', async () => {
    await household(ada, bob);
    const { touchId } = await greeted(ada);
    await status(touchId, 'undelivered', { ErrorCode: '30005' });
    for (const user of [ada, bob])
      expect(await ledger(user)).toMatchObject({ s: { sms: expect.stringMatching(/^bounced=/) } });
  });
});

describe('STOP', () => {
  it('ends the channel for everybody behind the number before it is answered, and is confirmed once', async () => {
    await household(ada, bob);
    const form = { MessageSid: 'SMstop' };
    for (let again = 0; again < 3; again++) expect((await text('Stop.', form)).status).toBe(200);
    await text('STOP');
    for (const user of [ada, bob]) {
      const { s, c } = (await ledger(user)) as { s: Record<string, string>; c: Record<string, string> };
      expect(s.sms).toMatch(/^unsubscribed=/);
      expect(c['sms.marketing']).toMatch(/ -=\d+$/);
    }
    const evidence = (await records.of(ada)).filter(({ status: said }) => said === 'withdrawn');
    expect(evidence).toContainEqual(expect.objectContaining({ source: 'STOP by sms', event: 'SMstop' }));
    const confirmed = await answers();
    expect(confirmed).toHaveLength(1);
    expect(confirmed[0]).toMatchObject({
      to: phone,
      touchId: null,
      content: { text: expect.stringContaining('Heron Notes') },
    });
  });

  it('is taken back by START, with what was agreed before it, also within the same second', async () => {
    await household(ada);
    await text('STOP');
    await text('START');
    const { s, c } = (await ledger(ada)) as { s?: object; c: Record<string, string> };
    expect(s).toBeUndefined();
    const [granted, withdrawn] = [/express_written=(\d+)/, /-=(\d+)/].map((found) =>
      Number(found.exec(c['sms.marketing'] ?? '')?.[1]),
    );
    expect(granted).toBeGreaterThan(withdrawn ?? Number.POSITIVE_INFINITY);
    expect(c['sms.marketing']).not.toMatch(/ express=|^express=/);
    expect(await answers()).toHaveLength(2);
  });

  it('and HELP are not answered a second time when Twilio has answered them', async () => {
    await household(ada);
    await text('AIUTO', { OptOutType: 'HELP' });
    await text('BASTA', { OptOutType: 'STOP' });
    expect(await answers()).toEqual([]);
    expect(await ledger(ada)).toMatchObject({ s: { sms: expect.stringMatching(/^unsubscribed=/) } });
  });

  it('in another language is obeyed; what only resembles it is put to review', async () => {
    await household(ada);
    await text('unsub');
    await text('S T O P');
    expect(await ledger(ada)).not.toHaveProperty('s');
    expect((await logs()).match(/ForReview\\":1/g)).toHaveLength(2);
    await text('Arrêt');
    expect(await ledger(ada)).toMatchObject({ s: { sms: expect.stringMatching(/^unsubscribed=/) } });
  });

  it('of somebody who shows no number on WhatsApp is confirmed to their id, and put to review', async () => {
    const from = { From: 'whatsapp:US.13491208655302741918', To: `whatsapp:${described.twilioWhatsappNumber}` };
    expect((await text('STOP', from)).status).toBe(200);
    const confirmed = (await stack.client.outbox('?channel=whatsapp')).filter(({ journey }) => journey === null);
    expect(confirmed.map(({ to }) => to)).toEqual(['US.13491208655302741918']);
    expect(await logs()).toMatch(/ForReview\\":1/);
  });

  it('is answered, and so is HELP, also to a number that nobody is behind', async () => {
    await text('HELP');
    await text('STOP');
    await text('HELP');
    expect((await answers()).map(({ content }) => content.text?.slice(0, 30))).toHaveLength(3);
  });
});

describe('any other text', () => {
  it('unsubscribes nobody, opens the conversation, and stands in no log and no dead letter', async () => {
    await household(ada);
    const words = "Please don't stop texting me, xyzzy";
    expect((await text(words, { From: `whatsapp:${phone}`, To: `whatsapp:${described.twilioNumber}` })).status).toBe(
      200,
    );
    await stack.client.settle();
    expect(await ledger(ada)).not.toHaveProperty('s');
    expect(await records.item(`USER#${ada}`, 'PROFILE')).toMatchObject({
      wrote: { whatsapp: expect.any(Number) },
      engaged: { whatsapp: expect.any(Number) },
    });
    expect(await logs()).toMatch(/ForReview\\":1/);
    expect(await logs()).not.toContain('xyzzy');
    expect(JSON.stringify(await stack.client.deadLetters())).not.toContain('xyzzy');
    expect(await answers()).toEqual([]);
  });

  it('of a stranger is taken and counted', async () => {
    expect((await text('who are you?')).status).toBe(200);
    expect(await logs()).toMatch(/UnknownSender\\":1/);
  });
});
