import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { twilioSms } from '../../../lib/channels/sms/twilio.ts';
import { twilioWhatsapp } from '../../../lib/channels/whatsapp/twilio.ts';
import type { Envelope } from '../../../lib/domain/delivery.ts';
import { answering, type Scripted } from '../answering.ts';

const number = '+4915112345678';
const from = '+15005550006';
const envelope = {
  touchId: 'touch-1',
  user: 'ada',
  purpose: 'marketing',
  at: 0,
  to: [{ address: number }],
  message: { channel: 'sms', body: 'Hi' },
} as const satisfies Envelope;

let twilio: Awaited<ReturnType<typeof answering>>;
let says: Scripted;
beforeAll(async () => {
  twilio = await answering(() => says);
});
beforeEach(() => {
  twilio.asked.length = 0;
  says = [201, { sid: 'SM1' }];
});
afterAll(() => twilio.close());

const account = (secret = async () => '{"authToken":"t0ken"}') => ({
  accountSid: 'AC1',
  secret,
  statusCallback: 'https://api.example.com/webhooks/twilio/status',
  endpoint: twilio.url,
});
const text = (secret?: () => Promise<string>) =>
  twilioSms({ account: account(secret), sender: { From: from } }).send(envelope);

describe('an error of Twilio’s', () => {
  const dead = [number];
  it.each([
    [400, 21610, { verdict: 'refused', reason: 'unsubscribed' }],
    [400, 21211, { verdict: 'refused', reason: 'unreachable', dead }],
    [400, 21614, { verdict: 'refused', reason: 'unreachable', dead }],
    [400, 21635, { verdict: 'refused', reason: 'unreachable', dead }],
    [400, 63003, { verdict: 'refused', reason: 'unreachable', dead }],
    [400, 21612, { verdict: 'refused', reason: 'unreachable' }],
    [400, 63024, { verdict: 'refused', reason: 'unreachable' }],
    [400, 21617, { verdict: 'refused', reason: 'rejected' }],
    [400, 63016, { verdict: 'refused', reason: 'rejected' }],
    [400, 63027, { verdict: 'refused', reason: 'rejected' }],
    [400, 29999, { verdict: 'misconfigured', reason: 'unknown' }],
    [400, 21606, { verdict: 'misconfigured', reason: 'sender' }],
    [400, 21659, { verdict: 'misconfigured', reason: 'sender' }],
    [404, 20404, { verdict: 'misconfigured', reason: 'resource' }],
    [403, 20005, { verdict: 'misconfigured', reason: 'suspended' }],
    [400, 21408, { verdict: 'refused', reason: 'unreachable' }],
    [400, 63007, { verdict: 'misconfigured', reason: 'sender' }],
    [401, 20003, { verdict: 'misconfigured', reason: 'credentials' }],
    [503, 20503, { verdict: 'unavailable', reason: 'down' }],
    [429, 20429, { verdict: 'unavailable', reason: 'throttled' }],
    [400, 63018, { verdict: 'unavailable', reason: 'throttled' }],
    [400, 21611, { verdict: 'unavailable', reason: 'throttled' }],
    [500, 20500, { verdict: 'in-doubt' }],
    [500, 21610, { verdict: 'in-doubt' }],
  ])('%i with code %i is %j', async (status, code, verdict) => {
    says = [status, { code, message: `about ${number}`, status }];
    expect(await text()).toEqual({ ...verdict, detail: `Twilio ${code} (${status})` });
    expect(twilio.asked).toHaveLength(1);
  });

  it('without a code of its own means what its status does', async () => {
    says = [502, '<html>'];
    expect(await text()).toEqual({ verdict: 'in-doubt', detail: 'Twilio (502)' });
    says = [400, { code: '21610' }];
    expect(await text()).toEqual({ verdict: 'misconfigured', reason: 'unknown', detail: 'Twilio (400)' });
  });
});

it('a message that is created is accepted, even when the answer names no sid', async () => {
  expect(await text()).toEqual({ verdict: 'accepted', providerId: 'SM1' });
  says = [201, 'cut o'];
  expect(await text()).toEqual({ verdict: 'accepted', providerId: '' });
});

it('signs in with the secret’s token, and asks nothing without one', async () => {
  await text();
  expect(twilio.asked[0]).toMatchObject({
    path: '/2010-04-01/Accounts/AC1/Messages.json',
    headers: { authorization: `Basic ${Buffer.from('AC1:t0ken').toString('base64')}` },
  });
  twilio.asked.length = 0;
  const broken = ['', 'no JSON', '{}', '{"authToken":""}', 'null'].map((value) => async () => value);
  for (const secret of [...broken, async () => Promise.reject(new Error('no such secret'))]) {
    expect(await text(secret)).toMatchObject({ verdict: 'misconfigured', reason: 'credentials' });
  }
  expect(twilio.asked).toEqual([]);
});

it('a messaging service picks the number', async () => {
  await twilioSms({ account: account(), sender: { MessagingServiceSid: 'MG1' } }).send(envelope);
  expect(Object.fromEntries(new URLSearchParams(twilio.asked[0]?.body))).toEqual({
    To: number,
    MessagingServiceSid: 'MG1',
    Body: 'Hi',
    StatusCallback: 'https://api.example.com/webhooks/twilio/status?touch=touch-1',
  });
});

describe('WhatsApp', () => {
  const chat = (message: Envelope['message']) =>
    twilioWhatsapp({ account: account(), number: from }).send({ ...envelope, message });

  it('sends free text as it is', async () => {
    await chat({ channel: 'whatsapp', body: 'Hi Ada' });
    expect(Object.fromEntries(new URLSearchParams(twilio.asked[0]?.body))).toEqual({
      To: `whatsapp:${number}`,
      From: `whatsapp:${from}`,
      Body: 'Hi Ada',
      StatusCallback: 'https://api.example.com/webhooks/twilio/status?touch=touch-1',
    });
  });

  it('sends a template without places without variables', async () => {
    const template = { name: 'hi', language: 'en', contentSid: 'HX1', variables: {} };
    await chat({ channel: 'whatsapp', body: 'Hi', template });
    const sent = new URLSearchParams(twilio.asked[0]?.body);
    expect([...sent.keys()]).toEqual(['To', 'From', 'ContentSid', 'StatusCallback']);
  });

  it('refuses a template that Twilio does not know, and asks nothing', async () => {
    const template = { name: 'hi', language: 'en', variables: {} };
    expect(await chat({ channel: 'whatsapp', body: 'Hi', template })).toEqual({
      verdict: 'refused',
      reason: 'rejected',
      detail: 'the template hi has no contentSid',
    });
    expect(twilio.asked).toEqual([]);
  });

  it('takes the number off the profile by its own name, not Twilio’s', async () => {
    says = [400, { code: 63003 }];
    expect(await chat({ channel: 'whatsapp', body: 'Hi' })).toMatchObject({ dead: [number] });
  });
});
