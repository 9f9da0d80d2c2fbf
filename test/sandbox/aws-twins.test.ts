import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  CreatePlatformEndpointCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
} from '@aws-sdk/client-sns';
import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { beforeEach, describe, expect, it } from 'vitest';
import shipped from '../../polyphony.config.ts';
import { credentials } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();

beforeEach(() => stack.client.control('reset', {}));

const options = () => ({ endpoint: stack.sandbox.url, region: 'us-east-1', credentials, maxAttempts: 1 });
const { endUserMessaging, sns } = shipped.default;
const to = '+4915112345678';
const rows = async () =>
  (await stack.client.outbox()).map(({ channel, to, content, touchId }) => ({ channel, to, content, touchId }));

describe('the twin of End User Messaging SMS', () => {
  const send = (more: Partial<SendTextMessageCommandInput>) =>
    new PinpointSMSVoiceV2Client(options()).send(
      new SendTextMessageCommand({ DestinationPhoneNumber: to, MessageBody: 'Hi', ...more }),
    );
  const named = (name: string) => ({ Reason: 'FIELD_VALIDATION_FAILED', Fields: [{ Name: name }] });

  it.each([
    [{ DestinationPhoneNumber: 'Ada' }, named('DestinationPhoneNumber')],
    [{ MessageBody: 'x'.repeat(1_601) }, named('MessageBody')],
    [{ MessageType: 'SPAM' as 'PROMOTIONAL' }, named('MessageType')],
    [{ Context: { touch: 'x'.repeat(801) } }, named('Context')],
    [{ OriginationIdentity: 'arn:pool' }, { name: 'ResourceNotFoundException', ResourceId: 'arn:pool' }],
  ])('refuses what the service refuses: %o', async (more, error) => {
    await expect(send(more)).rejects.toMatchObject({ name: 'ValidationException', ...error });
    expect(await rows()).toEqual([]);
  });

  it('knows an identity by ARN and by id', async () => {
    const arn = endUserMessaging?.originationIdentity ?? '';
    await send({ OriginationIdentity: arn, Context: { touch: 'x' } });
    await send({ OriginationIdentity: arn.split('/').at(-1) });
    expect(await rows()).toEqual([
      { channel: 'sms', to, content: { text: 'Hi' }, touchId: 'x' },
      { channel: 'sms', to, content: { text: 'Hi' }, touchId: null },
    ]);
  });
});

describe('the twin of End User Messaging Social', () => {
  const send = (message: object, more: object = {}) =>
    new SocialMessagingClient(options()).send(
      new SendWhatsAppMessageCommand({
        originationPhoneNumberId: endUserMessaging?.whatsappNumber,
        metaApiVersion: 'v20.0',
        message: Buffer.from(JSON.stringify({ messaging_product: 'whatsapp', to, ...message })),
        ...more,
      }),
    );
  const text = { type: 'text', text: { body: 'Hi' } };

  it.each([
    [{ ...text, messaging_product: 'sms' }],
    [{ ...text, to: 'Ada' }],
    [{ type: 'text', text: { body: 'x'.repeat(4_097) } }],
    [{ type: 'template', template: { name: 'offer' } }],
    [{ type: 'sticker' }],
    [{ ...text, biz_opaque_callback_data: 'x'.repeat(513) }],
  ])('refuses what Meta refuses: %o', async (message) => {
    await expect(send(message)).rejects.toMatchObject({ name: 'InvalidParametersException' });
    expect(await rows()).toEqual([]);
  });

  it('refuses a number that is not linked, and what is no version', async () => {
    await expect(send(text, { originationPhoneNumberId: 'phone-number-id-1' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(send(text, { metaApiVersion: '20' })).rejects.toMatchObject({ name: 'InvalidParametersException' });
  });

  it('records template and variables, by place or by name', async () => {
    const body = (...parameters: object[]) => [{ type: 'body', parameters }];
    const template = { name: 'offer', language: { code: 'en' } };
    await send({ type: 'template', template: { ...template, components: body({ type: 'text', text: 'Ada' }) } });
    const named = body({ type: 'text', parameter_name: 'first_name', text: 'Ada' });
    await send({ type: 'template', template: { ...template, components: named } });
    await send({ type: 'template', template });
    expect((await rows()).map(({ content }) => content)).toEqual([
      { template: 'offer', variables: { 1: 'Ada' } },
      { template: 'offer', variables: { first_name: 'Ada' } },
      { template: 'offer', variables: {} },
    ]);
  });
});

describe('the twin of SNS', () => {
  const publish = (input: Partial<PublishCommandInput>) =>
    new SNSClient(options()).send(new PublishCommand({ Message: 'Hi', ...input }));
  const endpointOf = async (Token: string, PlatformApplicationArn = sns?.fcmApplication) => {
    const command = new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token });
    return (await new SNSClient(options()).send(command)).EndpointArn ?? '';
  };
  const attribute = (name: string, StringValue: string) => ({
    PhoneNumber: to,
    MessageAttributes: { [name]: { DataType: 'String', StringValue } },
  });

  it.each([
    [{ PhoneNumber: '0151 12345678' }, 'PhoneNumber'],
    [{ PhoneNumber: to, Message: 'x'.repeat(1_601) }, 'Message'],
    [attribute('AWS.SNS.SMS.SMSType', 'Spam'), 'SMSType'],
    [attribute('AWS.SNS.SMS.SenderID', '12345'), 'SenderID'],
    [{}, 'required'],
    [{ TargetArn: 'arn:aws:sns:us-east-1:000000000000:endpoint/GCM/example/x' }, 'No endpoint found'],
  ])('refuses what SNS refuses: %o', async (input, why) => {
    const error = { name: 'InvalidParameterException', message: expect.stringContaining(why) };
    await expect(publish(input)).rejects.toMatchObject(error);
    expect(await rows()).toEqual([]);
  });

  it('has no topics, and no application but the stack’s', async () => {
    const absent = { name: 'NotFoundException' };
    await expect(publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:x' })).rejects.toMatchObject(absent);
    await expect(endpointOf('token', 'arn:aws:sns:us-east-1:000000000000:app/GCM/x')).rejects.toMatchObject(absent);
  });

  it('makes one endpoint a token and application, and uses up no order for it', async () => {
    await stack.client.control('providers/sns', { behave: 'reject', times: 1 });
    const TargetArn = await endpointOf('token');
    expect(await endpointOf('token')).toBe(TargetArn);
    expect(await endpointOf('token', sns?.apnsApplication)).not.toBe(TargetArn);
    await expect(publish({ TargetArn })).rejects.toMatchObject({ name: 'EndpointDisabledException' });
    await publish({ TargetArn });
    expect(await rows()).toEqual([
      { channel: 'push', to: 'token', content: { text: 'Hi', variables: {} }, touchId: null },
    ]);
  });

  it('wants a default beside what goes to a platform', async () => {
    const TargetArn = await endpointOf('token');
    const json = (Message: string) => publish({ TargetArn, MessageStructure: 'json', Message });
    await expect(json('{"GCM": "{}"}')).rejects.toThrow('No default entry');
    await expect(json('Hi')).rejects.toThrow('failed to parse');
    await expect(json('{"default": "Hi", "GCM": "Hi"}')).rejects.toThrow('JSON');
  });
});
