import type { MessageResult } from '@aws-sdk/client-pinpoint';
import { PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOf } from '../failure.ts';
import { verdictOver } from './devices.ts';

export interface PinpointSettings {
  readonly applicationId: string;
}

/**
 * Push through Pinpoint's `SendMessages`, all that is left of Pinpoint (AWS End User Messaging Push). One call for all
 * of a person's devices; the answer is per token. The app gets the touch id as data and reports opens with it.
 */
export function pinpoint({ applicationId }: PinpointSettings, client = new PinpointClient(sendOnce)): Provider {
  return {
    name: 'pinpoint',
    channel: 'push',
    echoes: true,
    async send({ to, message, touchId }: Envelope): Promise<Delivery> {
      if (message.channel !== 'push') throw new TypeError(`pinpoint carries push, not ${message.channel}`);
      const { title, body, url } = message;
      const platformMessage = {
        Title: title,
        Body: body,
        Data: { touchId },
        ...(url === undefined ? { Action: 'OPEN_APP' as const } : { Action: 'URL' as const, Url: url }),
      };
      const command = new SendMessagesCommand({
        ApplicationId: applicationId,
        MessageRequest: {
          Addresses: Object.fromEntries(
            to.map(({ address, platform }) => [address, { ChannelType: platform === 'apns' ? 'APNS' : 'GCM' }]),
          ),
          MessageConfiguration: { GCMMessage: platformMessage, APNSMessage: platformMessage },
        },
      });
      try {
        const { MessageResponse } = await client.send(command);
        const results = Object.entries(MessageResponse?.Result ?? {});
        return verdictOver(results.map(([token, result]) => verdictOfToken(token, result)));
      } catch (error) {
        return verdictOf(error);
      }
    },
  };
}

/** An unregistered token is an HTTP 200 with a refusal inside. */
function verdictOfToken(
  token: string,
  { DeliveryStatus = 'UNKNOWN_FAILURE', MessageId }: Partial<MessageResult>,
): Delivery {
  const detail = DeliveryStatus;
  switch (DeliveryStatus) {
    case 'SUCCESSFUL':
      return { verdict: 'accepted', providerId: MessageId ?? '' };
    case 'THROTTLED':
      return { verdict: 'unavailable', reason: 'throttled', detail };
    case 'TEMPORARY_FAILURE':
      return { verdict: 'unavailable', reason: 'down', detail };
    case 'OPT_OUT':
      return { verdict: 'refused', reason: 'unsubscribed', detail };
    case 'PERMANENT_FAILURE':
      return { verdict: 'refused', reason: 'unreachable', detail, dead: [token] };
    // A timeout, a duplicate, a failure that it does not know itself: it may have been accepted.
    default:
      return { verdict: 'in-doubt', detail };
  }
}
