import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOfAws } from '../errors/aws.ts';
import { snsErrors } from '../errors/sns.ts';

export interface SnsSmsSettings {
  /** Shown in place of a number where the country allows it. */
  readonly senderId?: string | undefined;
}

/**
 * SMS through SNS. Nothing comes back from it: delivery is told to CloudWatch Logs only, and a text to somebody who
 * opted out is accepted and not delivered. The attribute `touch` is for topics' subscribers and ignored by phones.
 */
export function snsSms({ senderId }: SnsSmsSettings, client = new SNSClient(sendOnce)): Provider {
  return {
    name: 'sns',
    channel: 'sms',
    echoes: true,
    async send({ to, message, touchId, purpose }: Envelope): Promise<Delivery> {
      const number = to[0]?.address;
      if (message.channel !== 'sms' || number === undefined)
        throw new TypeError(`sns carries sms here, not ${message.channel}`);
      const text = (StringValue: string) => ({ DataType: 'String', StringValue });
      const command = new PublishCommand({
        PhoneNumber: number,
        Message: message.body,
        MessageAttributes: {
          'AWS.SNS.SMS.SMSType': text(purpose === 'marketing' ? 'Promotional' : 'Transactional'),
          ...(senderId !== undefined && { 'AWS.SNS.SMS.SenderID': text(senderId) }),
          touch: text(touchId),
        },
      });
      try {
        const { MessageId } = await client.send(command);
        return { verdict: 'accepted', providerId: MessageId ?? '' };
      } catch (error) {
        return verdictOfAws(snsErrors, error, number);
      }
    },
  };
}
