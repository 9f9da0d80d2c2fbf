import { AwsError } from '../errors.ts';
import { type Fields, fieldsOf, parsed, textOf } from '../fields.ts';
import type { Outbox, OutboxContent } from '../outbox.ts';
import type { Random } from '../random.ts';
import { lastPart } from '../region.ts';
import type { Service } from '../wire/call.ts';
import { behaving, type Mood } from './behaviour.ts';

const errors = {
  sms: { throttle: 'ThrottlingException', down: 'ServiceUnavailable', error: 'InternalServerException' },
  whatsapp: { throttle: 'ThrottledRequestException', down: 'ServiceUnavailable', error: 'InternalServiceException' },
};
const provider = 'end-user-messaging';

export interface EndUserMessagingSurroundings {
  readonly mood: Mood;
  readonly outbox: Pick<Outbox, 'accept'>;
  readonly random: Random;
  /** ARNs of numbers, sender ids and pools that a function's environment names. */
  readonly originationIdentities: readonly string[];
  /** ARNs of linked WhatsApp numbers that a function's environment names. */
  readonly phoneNumbers: readonly string[];
}

/** End User Messaging, its SMS and its Social side: each checks what it checks, records, answers a message id. */
export function endUserMessagingTwin({ mood, outbox, random, ...known }: EndUserMessagingSurroundings): Service[] {
  const SendTextMessage = (input: Fields, { body }: { readonly body: string }) => {
    const { to, text } = checkText(input, known.originationIdentities);
    const accept = () => {
      const MessageId = random.uuid();
      const touchId = textOf(fieldsOf(input.Context).touch) ?? null;
      const about = { touchId, channel: 'sms', provider, providerId: MessageId, to };
      outbox.accept({ ...about, content: { text }, request: JSON.parse(body) });
      return { MessageId };
    };
    const misconfigured = notFound(textOf(input.OriginationIdentity) ?? '');
    return behaving(mood, { ...errors.sms, misconfigured }, accept, () => {
      throw invalid('INVALID_PARAMETER', 'MessageBody', 'the message was refused.');
    });
  };

  const SendWhatsAppMessage = (input: Fields, { body }: { readonly body: string }) => {
    const message = checkWhatsApp(input, known.phoneNumbers);
    const accept = () => {
      const messageId = random.uuid();
      const touchId = textOf(message.biz_opaque_callback_data) ?? null;
      const about = { touchId, channel: 'whatsapp', provider, providerId: messageId, to: String(message.to) };
      outbox.accept({ ...about, content: contentOf(message), request: JSON.parse(body) });
      return { messageId };
    };
    const misconfigured = notLinked(textOf(input.originationPhoneNumberId) ?? '');
    return behaving(mood, { ...errors.whatsapp, misconfigured }, accept, () => {
      throw new AwsError('InvalidParametersException', 'The message was refused.');
    });
  };

  return [
    { name: 'PinpointSMSVoiceV2', operations: { SendTextMessage } },
    { name: 'SocialMessaging', operations: { SendWhatsAppMessage } },
  ];
}

/** The number, sender id or pool that we send from is not there. */
const notFound = (ResourceId: string) =>
  new AwsError('ResourceNotFoundException', `${ResourceId} was not found.`, 400, { ResourceId });

/** The WhatsApp number that we send from is not linked to the account. */
const notLinked = (number: string) => new AwsError('ResourceNotFoundException', `${number} was not found.`, 404);

const invalid = (Reason: string, Name: string, Message: string) =>
  new AwsError('ValidationException', `${Name}: ${Message}`, 400, { Reason, Fields: [{ Name, Message }] });

function checkText(input: Fields, identities: readonly string[]): { to: string; text: string } {
  const bad = (name: string, rule: string) => invalid('FIELD_VALIDATION_FAILED', name, rule);
  const [to, text] = [textOf(input.DestinationPhoneNumber) ?? '', textOf(input.MessageBody) ?? ''];
  if (!/^\+?[1-9][0-9]{1,18}$/.test(to)) throw bad('DestinationPhoneNumber', 'is a number in E.164.');
  if (text.length === 0 || text.length > 1_600)
    throw bad('MessageBody', `has 1 to 1600 characters, not ${text.length}.`);
  if (!['PROMOTIONAL', 'TRANSACTIONAL', undefined].includes(textOf(input.MessageType)))
    throw bad('MessageType', 'is PROMOTIONAL or TRANSACTIONAL.');
  const context = Object.entries(fieldsOf(input.Context));
  const said = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= 800;
  if (context.length > 5 || context.some(([key, value]) => !/^\S{1,100}$/.test(key) || !said(value)))
    throw bad('Context', 'has up to 5 entries; keys up to 100 characters without spaces, values up to 800.');
  const identity = textOf(input.OriginationIdentity);
  if (identity !== undefined && !identities.some((arn) => arn === identity || lastPart(arn).endsWith(`/${identity}`)))
    throw notFound(identity);
  return { to: to.startsWith('+') ? to : `+${to}`, text };
}

/** The Cloud API's JSON out of the call's bytes. */
function checkWhatsApp(input: Fields, phoneNumbers: readonly string[]): Fields {
  const bad = (message: string) => new AwsError('InvalidParametersException', message);
  const origin = textOf(input.originationPhoneNumberId) ?? '';
  if (!phoneNumbers.some((arn) => arn === origin || `phone-number-id-${arn.split('/').at(-1)}` === origin))
    throw notLinked(origin);
  if (!/^v\d+(?:\.\d+)?$/.test(textOf(input.metaApiVersion) ?? '')) throw bad('metaApiVersion is such as v20.0.');
  const message = fieldsOf(parsed(Buffer.from(textOf(input.message) ?? '', 'base64').toString('utf8')));
  if (message.messaging_product !== 'whatsapp') throw bad('message is JSON with messaging_product "whatsapp".');
  if (!/^\+?[1-9][0-9]{4,18}$/.test(textOf(message.to) ?? '')) throw bad('to is a phone number.');
  if ((textOf(message.biz_opaque_callback_data) ?? '').length > 512)
    throw bad('biz_opaque_callback_data has up to 512 characters.');
  const [text, template] = [fieldsOf(message.text), fieldsOf(message.template)];
  const length = textOf(text.body)?.length ?? 0;
  if (message.type === 'text' && (length === 0 || length > 4_096)) throw bad('text.body has 1 to 4096 characters.');
  if (message.type === 'template' && !(textOf(template.name) && textOf(fieldsOf(template.language).code)))
    throw bad('template has a name and language.code.');
  if (message.type !== 'text' && message.type !== 'template') throw bad('type is text or template here.');
  return message;
}

function contentOf({ type, text, template }: Fields): OutboxContent {
  if (type === 'text') return { text: String(fieldsOf(text).body) };
  const { name, components } = fieldsOf(template);
  const body = Array.isArray(components) ? components.map(fieldsOf).find((part) => part.type === 'body') : undefined;
  const parameters = Array.isArray(body?.parameters) ? body.parameters.map(fieldsOf) : [];
  const variables = parameters.map(({ parameter_name, text: value }, index) => [
    String(parameter_name ?? index + 1),
    value,
  ]);
  return { template: String(name), variables: Object.fromEntries(variables) };
}
