import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { expect } from 'vitest';
import { sendOnce } from '../../lib/channels/client-options.ts';
import { snsPush } from '../../lib/channels/push/sns.ts';
import { endUserMessaging } from '../../lib/channels/sms/end-user-messaging.ts';
import { snsSms } from '../../lib/channels/sms/sns.ts';
import { endUserMessagingSocial } from '../../lib/channels/whatsapp/end-user-messaging.ts';
import shipped from '../../polyphony.config.ts';
import { shippedStack } from '../sandbox/stack.ts';
import { channelContract } from './channel-contract.ts';

const stack = shippedStack();

const options = () => ({
  ...sendOnce,
  endpoint: stack.sandbox.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
const client = () => stack.client;
const number = '+4915112345678';
const { endUserMessaging: settings, sns } = shipped.default;
const originationIdentity = settings?.originationIdentity ?? '';
const phoneNumber = settings?.whatsappNumber ?? '';

channelContract('end-user-messaging', {
  client,
  provider: () => endUserMessaging({ originationIdentity }, new PinpointSMSVoiceV2Client(options())),
  envelope: { to: [{ address: number }], message: { channel: 'sms', body: 'Hi' } },
  request: (id) => ({
    DestinationPhoneNumber: number,
    OriginationIdentity: originationIdentity,
    MessageBody: 'Hi',
    MessageType: 'PROMOTIONAL',
    Context: { touch: id },
  }),
  rejected: { verdict: 'refused', reason: 'rejected' },
  misconfigured: 'resource',
});

channelContract('sns', {
  client,
  provider: () => snsSms({ senderId: 'Heron' }, new SNSClient(options())),
  envelope: { to: [{ address: number }], message: { channel: 'sms', body: 'Hi & bye' } },
  request: (id) => ({
    Action: 'Publish',
    Version: '2010-03-31',
    PhoneNumber: number,
    Message: 'Hi & bye',
    'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType',
    'MessageAttributes.entry.1.Value.DataType': 'String',
    'MessageAttributes.entry.1.Value.StringValue': 'Promotional',
    'MessageAttributes.entry.2.Name': 'AWS.SNS.SMS.SenderID',
    'MessageAttributes.entry.2.Value.DataType': 'String',
    'MessageAttributes.entry.2.Value.StringValue': 'Heron',
    'MessageAttributes.entry.3.Name': 'touch',
    'MessageAttributes.entry.3.Value.DataType': 'String',
    'MessageAttributes.entry.3.Value.StringValue': id,
  }),
  rejected: { verdict: 'refused', reason: 'rejected' },
  misconfigured: 'permission',
});

const card = { channel: 'push', title: 'Hi', body: 'There', url: 'https://example.com/x' } as const;
const published = (application: string | undefined, payload: object) => ({
  Action: 'Publish',
  Version: '2010-03-31',
  TargetArn: expect.stringContaining(`${application?.replace(':app/', ':endpoint/')}/`),
  MessageStructure: 'json',
  Message: JSON.stringify({ default: 'There', ...payload }),
});
channelContract('sns', {
  client,
  provider: () => snsPush(sns ?? {}, new SNSClient(options())),
  envelope: { to: [{ address: 'token-a', platform: 'fcm' }], message: card },
  request: (touchId) => {
    const notification = { title: 'Hi', body: 'There' };
    const message = { notification, data: { touchId, url: 'https://example.com/x' } };
    return published(sns?.fcmApplication, { GCM: JSON.stringify({ fcmV1Message: { message } }) });
  },
  rejected: { verdict: 'refused', reason: 'unreachable', dead: ['token-a'] },
  misconfigured: 'credentials',
});
channelContract('sns', {
  client,
  provider: () => snsPush(sns ?? {}, new SNSClient(options())),
  envelope: { to: [{ address: 'token-b', platform: 'apns' }], message: card },
  request: (touchId) => {
    const alert = { title: 'Hi', body: 'There' };
    const payload = { aps: { alert }, touchId, url: 'https://example.com/x' };
    return published(sns?.apnsApplication, { APNS: JSON.stringify(payload) });
  },
  rejected: { verdict: 'refused', reason: 'unreachable', dead: ['token-b'] },
  misconfigured: 'credentials',
});

const whatsapp = (message: object) => ({
  originationPhoneNumberId: phoneNumber,
  metaApiVersion: 'v20.0',
  message: Buffer.from(JSON.stringify(message)).toString('base64'),
});
channelContract('end-user-messaging', {
  client,
  provider: () => endUserMessagingSocial({ phoneNumber }, new SocialMessagingClient(options())),
  envelope: {
    to: [{ address: number }],
    message: {
      channel: 'whatsapp',
      body: 'Hi Ada, 20 % off',
      template: { name: 'we_miss_you', language: 'de', variables: { 10: '🪶', 2: '20 %', 1: 'Ada' } },
    },
  },
  request: (id) =>
    whatsapp({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: number,
      biz_opaque_callback_data: id,
      type: 'template',
      template: {
        name: 'we_miss_you',
        language: { code: 'de' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Ada' },
              { type: 'text', text: '20 %' },
              { type: 'text', text: '🪶' },
            ],
          },
        ],
      },
    }),
  rejected: { verdict: 'refused', reason: 'rejected' },
  misconfigured: 'resource',
});
channelContract('end-user-messaging', {
  client,
  provider: () => endUserMessagingSocial({ phoneNumber }, new SocialMessagingClient(options())),
  envelope: { to: [{ address: number }], message: { channel: 'whatsapp', body: 'Grüß dich' } },
  request: (id) =>
    whatsapp({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: number,
      biz_opaque_callback_data: id,
      type: 'text',
      text: { body: 'Grüß dich' },
    }),
  rejected: { verdict: 'refused', reason: 'rejected' },
  misconfigured: 'resource',
});
