import { AwsError } from '../errors.ts';
import { type Fields, isFields, parsed, textOf } from '../fields.ts';
import type { Outbox, OutboxContent } from '../outbox.ts';
import type { Random } from '../random.ts';
import type { Call, Service } from '../wire/call.ts';
import { behaving, type Mood } from './behaviour.ts';
import type { TwilioAccount } from './twilio-account.ts';

const errors = { throttle: '20429', down: '20503', error: '20500' };

/** What Twilio refuses for good, by its own codes; the first is its usual answer here. */
export const twilioRefusals: ReadonlyMap<string, string> = new Map([
  ['21617', 'The concatenated message body exceeds the 1600 character limit.'],
  ['21211', "Invalid 'To' Phone Number."],
  ['21610', 'Attempt to send to unsubscribed recipient.'],
  ['21612', "Message cannot be sent with the current combination of 'To' and/or 'From' parameters."],
  ['21614', "'To' number is not a valid mobile number."],
  ['21635', "'To' number cannot be a landline."],
  ['63003', 'Channel could not find To address.'],
  ['63013', 'Channel policy violation.'],
  ['63016', 'Failed to send freeform message because you are outside the allowed window.'],
  ['63024', 'Invalid message recipient.'],
  ['63027', 'Template does not exist for a language and locale.'],
  ['63028', 'Number of parameters provided does not match the expected number of parameters.'],
]);

export interface TwilioSurroundings {
  readonly mood: Mood;
  readonly outbox: Pick<Outbox, 'accept'>;
  readonly random: Random;
  /** Virtual time, epoch milliseconds. */
  readonly now: () => number;
  readonly account: TwilioAccount;
}

/** Twilio, creating messages: checks what Twilio checks, with its codes, records, answers the message resource. */
export function twilioTwin({ mood, outbox, random, now, account }: TwilioSurroundings): Service {
  return {
    name: 'Twilio',
    operations: {
      CreateMessage(input, call) {
        authenticate(input, call, account);
        const { to, channel } = check(input, account);
        const accept = () => {
          const sid = `SM${random.string(32, '0123456789abcdef')}`;
          outbox.accept({
            touchId: touchIn(textOf(input.StatusCallback)),
            channel,
            provider: 'twilio',
            providerId: sid,
            to,
            content: contentOf(input),
            request: call.body,
          });
          return resource(input, sid, new Date(now()).toUTCString().replace('GMT', '+0000'));
        };
        return behaving(mood, { ...errors, misconfigured: unauthenticated() }, accept, (code = '21617') => {
          throw refusal(code, twilioRefusals.get(code) ?? '');
        });
      },
    },
  };
}

const refusal = (code: string, message: string, status = 400) => new AwsError(code, message, status);

const unauthenticated = () => refusal('20003', 'Authenticate', 401);

function authenticate({ AccountSid }: Fields, { authorization = '' }: Call, { sid, authToken }: TwilioAccount): void {
  const expected = `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`;
  if (sid !== undefined && authToken !== undefined && AccountSid === sid && authorization === expected) return;
  throw unauthenticated();
}

const whatsapp = 'whatsapp:';

function check(input: Fields, account: TwilioAccount): { to: string; channel: 'sms' | 'whatsapp' } {
  const [to, from, service] = [textOf(input.To), textOf(input.From), textOf(input.MessagingServiceSid)];
  if (!to) throw refusal('21604', "A 'To' phone number is required.");
  const channel = to.startsWith(whatsapp) ? 'whatsapp' : 'sms';
  const number = channel === 'whatsapp' ? to.slice(whatsapp.length) : to;
  // Whoever shows no number on WhatsApp has an id for this business.
  const hasId = channel === 'whatsapp' && /^[A-Z]{2}\.[A-Za-z0-9.]{1,132}$/.test(number);
  if (!hasId && !/^\+[1-9]\d{6,14}$/.test(number)) throw refusal('21211', "Invalid 'To' Phone Number.");
  if (service) {
    if (!account.messagingServices.includes(service)) throw refusal('21701', 'The Messaging Service does not exist.');
  } else {
    checkSender(from, channel, account);
  }
  const [body, contentSid] = [textOf(input.Body), textOf(input.ContentSid)];
  if (!body && !contentSid) throw refusal('21602', 'Message body is required.');
  if ((body ?? '').length > 1_600) throw refusal('21617', twilioRefusals.get('21617') ?? '');
  if (contentSid && !/^HX[0-9a-f]{32}$/.test(contentSid)) throw refusal('21655', "The 'ContentSid' is invalid.");
  const variables = textOf(input.ContentVariables);
  if (variables !== undefined && !isFields(parsed(variables)))
    throw refusal('21656', "The 'ContentVariables' parameter is invalid.");
  const callback = textOf(input.StatusCallback);
  if (callback !== undefined && !/^https?:\/\//.test(callback))
    throw refusal('21609', "The 'StatusCallback' URL is not a valid URL.");
  return { to: number, channel };
}

function checkSender(from: string | undefined, channel: 'sms' | 'whatsapp', account: TwilioAccount): void {
  if (!from) throw refusal('21603', "A 'From' phone number is required.");
  if (from.startsWith(whatsapp) !== (channel === 'whatsapp')) throw refusal('21910', "Invalid 'From' and 'To' pair.");
  if (channel === 'whatsapp') {
    if (account.whatsappNumbers.includes(from.slice(whatsapp.length))) return;
    throw refusal('63007', "Twilio could not find a Channel with the specified 'From' address.");
  }
  if (account.numbers.includes(from)) return;
  throw refusal('21606', "The 'From' phone number provided is not a valid message-capable Twilio phone number.");
}

function touchIn(callback: string | undefined): string | null {
  return callback === undefined ? null : new URL(callback).searchParams.get('touch');
}

function contentOf({ Body, ContentSid, ContentVariables }: Fields): OutboxContent {
  const [text, template, variables] = [Body, ContentSid, ContentVariables].map(textOf);
  return {
    ...(text !== undefined && { text }),
    ...(template !== undefined && { template }),
    ...(variables !== undefined && { variables: parsed(variables) }),
  };
}

function resource(input: Fields, sid: string, date: string) {
  const service = textOf(input.MessagingServiceSid) ?? null;
  const uri = `/2010-04-01/Accounts/${String(input.AccountSid)}/Messages/${sid}`;
  return {
    account_sid: input.AccountSid,
    api_version: '2010-04-01',
    body: textOf(input.Body) ?? '',
    date_created: date,
    date_sent: null,
    date_updated: date,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: textOf(input.From) ?? null,
    messaging_service_sid: service,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: null,
    sid,
    status: service === null ? 'queued' : 'accepted',
    subresource_uris: { media: `${uri}/Media.json` },
    to: input.To,
    uri: `${uri}.json`,
  };
}
