import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOf } from '../failure.ts';

export interface EndUserMessagingSettings {
  /** ARN of the phone number, sender id or pool that sends. */
  readonly originationIdentity: string;
  /** The name of this stage's bus: receipts bring it back, and another stage of the account leaves them alone. */
  readonly stage?: string | undefined;
}

/**
 * SMS through AWS End User Messaging. Every event about the message brings its context back, which says that it is ours.
 */
export function endUserMessaging(
  { originationIdentity, stage }: EndUserMessagingSettings,
  client = new PinpointSMSVoiceV2Client(sendOnce),
): Provider {
  return {
    name: 'end-user-messaging',
    channel: 'sms',
    echoes: false,
    async send({ to, message, touchId, purpose }: Envelope): Promise<Delivery> {
      const number = to[0]?.address;
      if (message.channel !== 'sms' || number === undefined)
        throw new TypeError(`end-user-messaging carries sms here, not ${message.channel}`);
      const command = new SendTextMessageCommand({
        DestinationPhoneNumber: number,
        OriginationIdentity: originationIdentity,
        MessageBody: message.body,
        MessageType: purpose === 'marketing' ? 'PROMOTIONAL' : 'TRANSACTIONAL',
        Context: { touch: touchId, ...(stage !== undefined && { stage }) },
      });
      try {
        const { MessageId } = await client.send(command);
        return { verdict: 'accepted', providerId: MessageId ?? '' };
      } catch (error) {
        return refusalOf(error, number) ?? verdictOf(error);
      }
    },
  };
}

/** What the error says of the person or the number; `null` for what it does not. */
function refusalOf(error: unknown, number: string): Delivery | null {
  const { name, Reason = '', Fields = [] } = error as Partial<Complaint>;
  const detail = Reason ? `${name} ${Reason}` : `${name}`;
  const refused = (reason: 'unsubscribed' | 'unreachable', dead?: readonly string[]) =>
    ({ verdict: 'refused', reason, detail, ...(dead && { dead }) }) as const;
  if (Reason === 'DESTINATION_PHONE_NUMBER_OPTED_OUT') return refused('unsubscribed');
  if (noWayThere.has(Reason)) return refused('unreachable');
  if (Reason === 'RESOURCE_NOT_ACTIVE') return { verdict: 'unavailable', reason: 'down', detail };
  const aboutNumber = Fields.some((field) => /^DestinationPhoneNumber$/i.test(field.Name ?? ''));
  return malformed.has(Reason) && aboutNumber ? refused('unreachable', [number]) : null;
}

/** With the number's field, these prove that it is no number; other reasons with it tell of us. */
const malformed: ReadonlySet<string> = new Set(['FIELD_VALIDATION_FAILED', 'INVALID_PARAMETER', 'CANNOT_PARSE']);

interface Complaint {
  readonly name: string;
  readonly Reason: string;
  readonly Fields: readonly { readonly Name?: string }[];
}

/** This account, or this identity, does not reach the number or not with such a message; another provider may. */
const noWayThere: ReadonlySet<string> = new Set([
  'DESTINATION_COUNTRY_BLOCKED',
  'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
  'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
  'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
  'COUNTRY_NOT_ENABLED',
  'INTERNATIONAL_SENDING_NOT_SUPPORTED',
  'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY',
  'MESSAGE_TYPE_MISMATCH',
  'NO_ORIGINATION_IDENTITIES_FOUND',
  'SENDER_ID_NOT_REGISTERED',
  'SENDER_ID_NOT_SUPPORTED',
  'SENDER_ID_REQUIRES_REGISTRATION',
]);
