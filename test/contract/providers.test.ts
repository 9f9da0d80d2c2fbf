import { PinpointClient } from '@aws-sdk/client-pinpoint';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { sendOnce } from '../../lib/channels/client-options.ts';
import { ses } from '../../lib/channels/email/ses.ts';
import { inboxProvider } from '../../lib/channels/inapp/inbox.ts';
import { pinpoint } from '../../lib/channels/push/pinpoint.ts';
import { shippedStack } from '../sandbox/stack.ts';
import { channelContract } from './channel-contract.ts';

const stack = shippedStack();

const options = () => ({
  ...sendOnce,
  endpoint: stack.sandbox.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
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
