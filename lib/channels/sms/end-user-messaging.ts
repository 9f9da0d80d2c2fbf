import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOfAws } from '../errors/aws.ts';
import { endUserMessagingErrors } from '../errors/end-user-messaging.ts';

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
        return verdictOfAws(endUserMessagingErrors, error, number);
      }
    },
  };
}
