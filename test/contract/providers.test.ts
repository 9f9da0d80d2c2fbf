import { PinpointClient } from '@aws-sdk/client-pinpoint';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { sendOnce } from '../../lib/channels/client-options.ts';
import { ses } from '../../lib/channels/email/ses.ts';
import { inboxProvider } from '../../lib/channels/inapp/inbox.ts';
import { fcm } from '../../lib/channels/push/fcm.ts';
import { pinpoint } from '../../lib/channels/push/pinpoint.ts';
import { twilioSms } from '../../lib/channels/sms/twilio.ts';
import type { TwilioAccount } from '../../lib/channels/twilio/create-message.ts';
import { twilioWhatsapp } from '../../lib/channels/whatsapp/twilio.ts';
import { shippedStack } from '../sandbox/stack.ts';
import { channelContract } from './channel-contract.ts';

const stack = shippedStack();

const options = () => ({
  ...sendOnce,
  endpoint: stack.sandbox.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
/** A secret that exists before the stack, read with a real client as a function would. */
const localSecret = (name: string) => async () => {
  const ask = new GetSecretValueCommand({ SecretId: `polyphony/${name}` });
  return (await new SecretsManagerClient(options()).send(ask)).SecretString ?? '';
};
const utf8 = (Data: string) => ({ Charset: 'UTF-8', Data });

channelContract('ses', {
  client: () => stack.client,
  provider: () => ses({ from: 'Heron <hello@example.com>', configurationSet: 'polyphony' }, new SESv2Client(options())),
  envelope: {
    to: [{ address: 'ada@example.com' }],
    message: { channel: 'email', subject: 'Hi', html: '<p>Hi</p>', text: 'Hi' },
    unsubscribeUrl: 'https://example.com/unsubscribe/token',
  },
  request: (id) => ({
    FromEmailAddress: 'Heron <hello@example.com>',
    Destination: { ToAddresses: ['ada@example.com'] },
    ConfigurationSetName: 'polyphony',
    EmailTags: [{ Name: 'touch', Value: id }],
    Content: {
      Simple: {
        Subject: utf8('Hi'),
        Body: { Html: utf8('<p>Hi</p>'), Text: utf8('Hi') },
        Headers: [
          { Name: 'List-Unsubscribe', Value: '<https://example.com/unsubscribe/token>' },
          { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
        ],
      },
    },
  }),
  rejected: { verdict: 'refused', reason: 'rejected' },
  misconfigured: 'sender',
});

const card = (id: string) => ({
  Title: 'Hi',
  Body: 'There',
  Data: { touchId: id },
  Action: 'URL',
  Url: 'https://example.com/x',
});
channelContract('pinpoint', {
  client: () => stack.client,
  provider: () => pinpoint({ applicationId: '0'.repeat(32) }, new PinpointClient(options())),
  envelope: {
    to: [{ address: 'token-a', platform: 'fcm' }],
    message: { channel: 'push', title: 'Hi', body: 'There', url: 'https://example.com/x' },
  },
  request: (id) => ({
    Addresses: { 'token-a': { ChannelType: 'GCM' } },
    MessageConfiguration: { GCMMessage: card(id), APNSMessage: card(id) },
  }),
  rejected: { verdict: 'refused', reason: 'unreachable', dead: ['token-a'] },
  misconfigured: 'resource',
});

const hex = '0123456789abcdef'.repeat(2);
const account = (): TwilioAccount => ({
  accountSid: 'AC00000000000000000000000000000000',
  secret: localSecret('twilio'),
  statusCallback: 'https://api.example.com/webhooks/twilio/status',
  endpoint: stack.sandbox.url,
});
const callback = (id: string) => `https://api.example.com/webhooks/twilio/status?touch=${id}`;

channelContract('twilio', {
  client: () => stack.client,
  provider: () => twilioSms({ account: account(), sender: { From: '+15005550006' } }),
  envelope: { to: [{ address: '+4915112345678' }], message: { channel: 'sms', body: 'Hi & there' } },
  request: (id) => ({ To: '+4915112345678', From: '+15005550006', Body: 'Hi & there', StatusCallback: callback(id) }),
  rejected: { verdict: 'refused', reason: 'rejected' },
  misconfigured: 'credentials',
});

channelContract('twilio', {
  client: () => stack.client,
  provider: () => twilioWhatsapp({ account: account(), number: '+14155238886' }),
  envelope: {
    to: [{ address: '+4915112345678' }],
    message: {
      channel: 'whatsapp',
      body: 'Hi Ada',
      template: { name: 'hi', language: 'en', contentSid: `HX${hex}`, variables: { 1: 'Ada' } },
    },
  },
  request: (id) => ({
    To: 'whatsapp:+4915112345678',
    From: 'whatsapp:+14155238886',
    ContentSid: `HX${hex}`,
    ContentVariables: '{"1":"Ada"}',
    StatusCallback: callback(id),
  }),
  rejected: { verdict: 'refused', reason: 'rejected' },
  misconfigured: 'credentials',
});

channelContract('fcm', {
  client: () => stack.client,
  provider: () =>
    fcm({
      projectId: 'example-app',
      keyFile: localSecret('fcm'),
      endpoint: stack.sandbox.url,
      now: () => stack.sandbox.now(),
    }),
  envelope: {
    to: [{ address: 'token-a', platform: 'fcm' }],
    message: { channel: 'push', title: 'Hi', body: 'There', url: 'https://example.com/x' },
  },
  request: (id) => ({
    message: {
      token: 'token-a',
      notification: { title: 'Hi', body: 'There' },
      data: { touchId: id, url: 'https://example.com/x' },
      webpush: { fcm_options: { link: 'https://example.com/x' } },
    },
  }),
  rejected: { verdict: 'refused', reason: 'unreachable', dead: ['token-a'] },
  misconfigured: 'permission',
});

describe('the inbox', () => {
  it('is idempotent by the touch, so it is never in doubt', async () => {
    const kept = new Map<string, object>();
    const provider = inboxProvider({
      put: async (user, message, at) => void kept.set(`${user}/${at}/${message.touchId}`, message),
    });
    const message = { channel: 'inapp', title: 'Hi', body: 'There' } as const;
    const envelope = {
      touchId: 't',
      user: 'ada',
      purpose: 'marketing',
      at: 5,
      to: [{ address: 'ada' }],
      message,
    } as const;
    for (let again = 0; again < 3; again++)
      expect(await provider.send(envelope)).toEqual({ verdict: 'accepted', providerId: 't' });
    expect([...kept.values()]).toEqual([{ touchId: 't', title: 'Hi', body: 'There' }]);
  });

  it('shows a message for as long as its content says', async () => {
    const shown: (number | undefined)[] = [];
    const provider = inboxProvider({ put: async (_user, _message, _at, showMs) => void shown.push(showMs) });
    const [channel, title, body] = ['inapp', 'Hi', 'There'] as const;
    const envelope = { touchId: 't', user: 'ada', purpose: 'marketing', at: 5, to: [{ address: 'ada' }] } as const;
    await provider.send({ ...envelope, message: { channel, title, body, expires: '7d' } });
    await provider.send({ ...envelope, message: { channel, title, body } });
    expect(shown).toEqual([7 * 86_400_000, undefined]);
  });
});
