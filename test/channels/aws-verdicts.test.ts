import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { describe, expect, it } from 'vitest';
import { snsPush } from '../../lib/channels/push/sns.ts';
import { endUserMessaging } from '../../lib/channels/sms/end-user-messaging.ts';
import { snsSms } from '../../lib/channels/sms/sns.ts';
import { endUserMessagingSocial } from '../../lib/channels/whatsapp/end-user-messaging.ts';
import type { Address, Delivery, Provider } from '../../lib/domain/delivery.ts';
import type { Message } from '../../lib/domain/message.ts';

const number = '+4915112345678';
const text = { channel: 'sms', body: 'Hi' } as const;
const card = { channel: 'push', title: 'Hi', body: 'There' } as const;

interface Call {
  readonly input: Readonly<Record<string, unknown>>;
}

/** A client without a wire: each call gets the next answer, and is kept. */
function answering<T extends { send: unknown }>(client: T, ...answers: readonly object[]) {
  const calls: Call[] = [];
  client.send = async (call: Call) => {
    const answer = answers[calls.push(call) - 1] ?? {};
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { client, calls };
}

/** An error as the SDK throws it. */
const failure = (name: string, status: number, more: object = {}) =>
  Object.assign(new Error('message' in more ? String(more.message) : name), {
    name,
    $metadata: { httpStatusCode: status },
    ...more,
  });

const send = (provider: Provider, message: Message, to: readonly Address[]): Promise<Delivery> =>
  provider.send({ touchId: 't', user: 'ada', purpose: 'transactional', at: 0, to, message });

const region = { region: 'us-east-1' };
const ours = (reason: string) => ({ verdict: 'misconfigured', reason });
const throttled = { verdict: 'unavailable', reason: 'throttled' };
const refused = (reason: string, dead?: readonly string[]) => ({
  verdict: 'refused',
  reason,
  detail: expect.any(String),
  ...(dead && { dead }),
});

describe('End User Messaging SMS', () => {
  const field = [{ Name: 'DestinationPhoneNumber', Message: '' }];
  it.each([
    ['ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }, refused('unsubscribed')],
    ['ConflictException', { Reason: 'RESOURCE_NOT_ACTIVE' }, ours('sender')],
    ['ConflictException', { Reason: 'MESSAGE_TYPE_MISMATCH' }, ours('sender')],
    ['ConflictException', { Reason: 'OPT_OUT_LIST_MISMATCH' }, ours('resource')],
    ['ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED' }, refused('unreachable')],
    ['ResourceNotFoundException', {}, ours('resource')],
    ['ValidationException', { Reason: 'FIELD_VALIDATION_FAILED', Fields: field }, refused('unreachable', [number])],
    ['ValidationException', { Reason: 'DESTINATION_COUNTRY_BLOCKED', Fields: field }, refused('unreachable')],
    ['ValidationException', { Reason: 'INVALID_PARAMETER', Fields: [{ Name: 'MessageBody' }] }, refused('rejected')],
    ['ThrottlingException', {}, throttled],
    ['AccessDeniedException', { Reason: 'ACCOUNT_DISABLED' }, ours('suspended')],
    ['ValidationException', { Reason: 'INVALID_PARAMETER', Fields: [{ Name: 'OriginationIdentity' }] }, ours('sender')],
    ['ServiceQuotaExceededException', { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }, ours('quota')],
  ])('reads %s %j', async (name, more, verdict) => {
    const { client } = answering(new PinpointSMSVoiceV2Client(region), failure(name, 400, more));
    const provider = endUserMessaging({ originationIdentity: 'arn' }, client);
    expect(await send(provider, text, [{ address: number }])).toMatchObject(verdict);
  });

  it('says that a transactional text is one', async () => {
    const { client, calls } = answering(new PinpointSMSVoiceV2Client(region), { MessageId: 'm' });
    await send(endUserMessaging({ originationIdentity: 'arn' }, client), text, [{ address: number }]);
    expect(calls).toMatchObject([{ input: { MessageType: 'TRANSACTIONAL' } }]);
  });
});

describe('End User Messaging Social', () => {
  it.each([
    ['ThrottledRequestException', 400, throttled],
    ['AccessDeniedException', 400, ours('permission')],
    ['ResourceNotFoundException', 404, ours('resource')],
    ['InvalidParametersException', 400, refused('rejected')],
    ['DependencyException', 502, { verdict: 'in-doubt' }],
  ])('reads %s', async (name, status, verdict) => {
    const { client } = answering(new SocialMessagingClient(region), failure(name, status));
    const message = { channel: 'whatsapp', body: 'Hi' } as const;
    const provider = endUserMessagingSocial({ phoneNumber: 'arn' }, client);
    expect(await send(provider, message, [{ address: number }])).toMatchObject(verdict);
  });

  it('names the places of a template whose places have names', async () => {
    const { client, calls } = answering(new SocialMessagingClient(region), { messageId: 'm' });
    const template = { name: 'offer', language: 'en', variables: { first_name: 'Ada', offer: '20 %' } };
    const message = { channel: 'whatsapp', body: 'Hi', template } as const;
    await send(endUserMessagingSocial({ phoneNumber: 'arn' }, client), message, [{ address: number }]);
    const said = JSON.parse(Buffer.from(calls[0]?.input.message as Uint8Array).toString('utf8'));
    expect(said.template.components[0].parameters).toEqual([
      { type: 'text', parameter_name: 'first_name', text: 'Ada' },
      { type: 'text', parameter_name: 'offer', text: '20 %' },
    ]);
  });
});

describe('SNS for texts', () => {
  const badNumber = { message: `Invalid parameter: PhoneNumber Reason: ${number} is not valid to publish to` };
  it.each([
    ['OptedOutException', 400, {}, refused('unsubscribed')],
    ['InvalidParameterException', 400, { message: 'Phone number is opted out' }, refused('unsubscribed')],
    ['InvalidParameterException', 400, badNumber, refused('unreachable', [number])],
    ['InvalidParameterException', 400, { message: 'Invalid parameter: Message too long' }, refused('rejected')],
    ['ThrottledException', 400, {}, throttled],
    ['AuthorizationErrorException', 403, {}, ours('permission')],
    ['KMSDisabledException', 400, {}, ours('encryption')],
  ])('reads %s %i %j', async (name, status, more, verdict) => {
    const { client } = answering(new SNSClient(region), failure(name, status, more));
    expect(await send(snsSms({}, client), text, [{ address: number }])).toMatchObject(verdict);
  });
});

describe('SNS for push', () => {
  const application = 'arn:aws:sns:us-east-1:000000000000:app/GCM/example';
  const endpoint = 'arn:aws:sns:us-east-1:000000000000:endpoint/GCM/example/0a';
  const settings = { fcmApplication: application };
  const device = { address: 'token', platform: 'fcm' } as const;
  const push = (to: readonly Address[], ...answers: readonly object[]) => {
    const { client, calls } = answering(new SNSClient(region), ...answers);
    return send(snsPush(settings, client), card, to).then((delivery) => ({ delivery, calls }));
  };

  it.each([
    ['EndpointDisabledException', 400, {}, refused('unreachable', ['token'])],
    ['PlatformApplicationDisabledException', 400, {}, ours('credentials')],
    [
      'InvalidParameterException',
      400,
      { message: 'TargetArn Reason: No endpoint found for the target arn' },
      { verdict: 'unavailable', reason: 'down' },
    ],
    ['InvalidParameterException', 400, { message: 'Invalid parameter: Message too long' }, refused('rejected')],
    ['InternalErrorException', 500, {}, { verdict: 'in-doubt' }],
  ])('reads %s %i %j of a publication', async (name, status, more, verdict) => {
    const { delivery } = await push([device], { EndpointArn: endpoint }, failure(name, status, more));
    expect(delivery).toMatchObject(verdict);
  });

  it.each([
    ['InvalidParameterException', 400, { message: 'Invalid parameter: Token Reason: too long' }, 'refused'],
    ['NotFoundException', 404, { message: 'PlatformApplication does not exist' }, 'misconfigured'],
    ['InternalErrorException', 500, {}, 'unavailable'],
    ['TimeoutError', 0, { $metadata: {} }, 'unavailable'],
  ])('reads %s %i %j of an endpoint that is to be made: nothing was sent', async (name, status, more, verdict) => {
    const { delivery, calls } = await push([device], failure(name, status, more));
    expect(delivery).toMatchObject({ verdict });
    expect(calls).toHaveLength(1);
  });

  it('publishes to an endpoint that is there: by its ARN, or made by somebody else', async () => {
    const byArn = await push([{ address: endpoint, platform: 'fcm' }], { MessageId: 'm' });
    expect(byArn.calls).toMatchObject([{ input: { TargetArn: endpoint } }]);
    const message = `Invalid parameter: Token Reason: Endpoint ${endpoint} already exists with the same Token, but different attributes.`;
    const made = await push([device], failure('InvalidParameterException', 400, { message }), { MessageId: 'm' });
    expect(made.calls[1]).toMatchObject({ input: { TargetArn: endpoint } });
    expect(made.delivery).toMatchObject({ verdict: 'accepted', providerId: 'm' });
  });

  it('takes an endpoint that was deleted for a dead address', async () => {
    const { delivery } = await push([{ address: endpoint }], failure('NotFoundException', 404));
    expect(delivery).toMatchObject(refused('unreachable', [endpoint]));
  });

  it('leaves out a platform that has no application, and says so without calling the token dead', async () => {
    const apple = { address: 'token', platform: 'apns' } as const;
    const { delivery, calls } = await push([apple]);
    expect(delivery).toEqual({ verdict: 'refused', reason: 'unreachable', detail: expect.any(String), each: [] });
    expect(calls).toEqual([]);
    const { reaches } = snsPush(settings, new SNSClient(region));
    expect([apple, device].map((address) => reaches?.(address))).toEqual([false, true]);
  });
});
