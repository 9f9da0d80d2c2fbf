import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, isFields, parsed, textOf } from '../fields.ts';
import type { Outbox, OutboxContent } from '../outbox.ts';
import type { Random } from '../random.ts';
import type { Service } from '../wire/call.ts';
import { behaving, type Mood } from './behaviour.ts';

const errors = { throttle: 'Throttled', down: 'ServiceUnavailable', error: 'InternalError' };
const provider = 'sns';

export interface SnsSurroundings {
  readonly mood: Mood;
  readonly outbox: Pick<Outbox, 'accept'>;
  readonly random: Random;
  /** ARNs of platform applications that a function's environment names. */
  readonly applications: readonly string[];
}

/**
 * SNS for phones and apps, not for topics: texts, platform endpoints, and push to them. Only what sends misbehaves:
 * making an endpoint uses up no order.
 */
export function snsTwin({ mood, outbox, random, applications }: SnsSurroundings): Service {
  /** Tokens by the ARN of their endpoint. */
  const endpoints = new Map<string, string>();

  return {
    name: 'SNS',
    operations: {
      CreatePlatformEndpoint: ({ PlatformApplicationArn, Token }) => {
        const application = applications.find((arn) => arn === PlatformApplicationArn);
        if (application === undefined) throw new AwsError('NotFound', 'PlatformApplication does not exist', 404);
        const token = textOf(Token) ?? '';
        if (token.length === 0 || token.length > 2_048) throw invalid('Token', 'a device token is missing or too long');
        const prefix = application.replace(':app/', ':endpoint/');
        const known = [...endpoints].find(([arn, other]) => other === token && arn.startsWith(`${prefix}/`))?.[0];
        const EndpointArn = known ?? `${prefix}/${random.uuid()}`;
        endpoints.set(EndpointArn, token);
        return { EndpointArn };
      },

      Publish: (input, { body }) => {
        const { refusal, misconfigured, ...checked } = check(input, endpoints);
        const accept = () => {
          const MessageId = random.uuid();
          outbox.accept({ ...checked, provider, providerId: MessageId, request: body });
          return { MessageId };
        };
        return behaving(mood, { ...errors, misconfigured }, accept, () => {
          throw refusal;
        });
      },
    },
  };
}

const invalid = (parameter: string, reason: string) =>
  new AwsError('InvalidParameter', `Invalid parameter: ${parameter} Reason: ${reason}`);

interface Checked {
  readonly touchId: string | null;
  readonly channel: string;
  readonly to: string;
  readonly content: OutboxContent;
  /** How SNS refuses such a message for good. */
  readonly refusal: AwsError;
  /** How SNS refuses every such message once its application, or our permission, is at fault. */
  readonly misconfigured: AwsError;
}

function check(input: Fields, endpoints: ReadonlyMap<string, string>): Checked {
  const { PhoneNumber, TargetArn, TopicArn } = input;
  if ([PhoneNumber, TargetArn, TopicArn].filter((target) => target !== undefined).length !== 1)
    throw invalid('TopicArn', 'one of TopicArn, TargetArn and PhoneNumber is required');
  if (TopicArn !== undefined) throw new AwsError('NotFound', 'Topic does not exist', 404);
  const message = textOf(input.Message) ?? '';
  if (message === '') throw invalid('Message', 'Empty message');
  if (Buffer.byteLength(message) > 262_144) throw invalid('Message', 'Message too long');
  return PhoneNumber === undefined
    ? checkPush(String(TargetArn), message, input.MessageStructure, endpoints)
    : checkText(String(PhoneNumber), message, fieldsOf(input.MessageAttributes));
}

function checkText(to: string, text: string, attributes: Fields): Checked {
  const attribute = (name: string) => textOf(fieldsOf(attributes[name]).StringValue);
  if (!/^\+[1-9]\d{1,14}$/.test(to)) throw invalid('PhoneNumber', `${to} is not valid to publish to`);
  if (text.length > 1_600) throw invalid('Message', 'Message too long');
  if (!['Promotional', 'Transactional', undefined].includes(attribute('AWS.SNS.SMS.SMSType')))
    throw invalid('AWS.SNS.SMS.SMSType', 'Promotional or Transactional');
  const sender = attribute('AWS.SNS.SMS.SenderID');
  if (sender !== undefined && !/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/.test(sender))
    throw invalid('AWS.SNS.SMS.SenderID', '1 to 11 letters, digits and hyphens, with at least one letter');
  return {
    touchId: attribute('touch') ?? null,
    channel: 'sms',
    to,
    content: { text },
    refusal: invalid('Message', 'the message was refused'),
    misconfigured: new AwsError('AuthorizationError', 'User is not authorized to perform: SNS:Publish', 403),
  };
}

function checkPush(
  target: string,
  message: string,
  structure: unknown,
  endpoints: ReadonlyMap<string, string>,
): Checked {
  const to = endpoints.get(target);
  if (to === undefined) throw invalid('TargetArn', 'No endpoint found for the target arn specified');
  const byPlatform = structure === 'json' ? parsed(message) : { default: message };
  if (!isFields(byPlatform)) throw invalid('Message Structure', 'JSON message body failed to parse');
  const fallback = textOf(byPlatform.default);
  if (fallback === undefined) throw invalid('Message Structure', 'No default entry in JSON message body');
  const platform = /:endpoint\/([^/]+)\//.exec(target)?.[1] ?? '';
  const payload = byPlatform[platform] === undefined ? {} : parsed(String(byPlatform[platform]));
  if (!isFields(payload)) throw invalid('Message', `${platform} is a string of JSON`);
  const { title, body, data } = shown(payload);
  return {
    touchId: textOf(data.touchId) ?? null,
    channel: 'push',
    to,
    content: { ...(title !== undefined && { title }), text: body ?? fallback, variables: data },
    refusal: new AwsError('EndpointDisabled', 'Endpoint is disabled'),
    misconfigured: new AwsError('PlatformApplicationDisabled', 'Platform application is disabled'),
  };
}

/** What the device shows and hands to the app, out of FCM's or APNs' own form. */
function shown({ fcmV1Message, aps, ...custom }: Fields) {
  const { notification, data } = fieldsOf(fieldsOf(fcmV1Message).message);
  const { title, body } = fieldsOf(fcmV1Message === undefined ? fieldsOf(aps).alert : notification);
  return { title: textOf(title), body: textOf(body), data: fcmV1Message === undefined ? custom : fieldsOf(data) };
}
