import type { MessageResult } from '@aws-sdk/client-pinpoint';
import { PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import type { Delivery, Envelope, Provider, ProviderAnswer } from '../../domain/delivery.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOfAws } from '../errors/aws.ts';
import { meaningOfStatusMessage, pinpointErrors } from '../errors/pinpoint.ts';
import { deliveryOf } from '../errors/table.ts';
import { overall } from './devices.ts';

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
    async send({ to, message, touchId }: Envelope): Promise<ProviderAnswer> {
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
        const results = MessageResponse?.Result ?? {};
        const each = to.map(({ address }) => ({ address, delivery: verdictOfToken(address, results[address]) }));
        return { ...overall(each), each };
      } catch (error) {
        return verdictOfAws(pinpointErrors, error, to[0]?.address ?? '');
      }
    },
  };
}

/** An unregistered token is an HTTP 200 with a refusal inside. A token that the answer leaves out is in doubt. */
function verdictOfToken(
  token: string,
  { DeliveryStatus = 'UNKNOWN_FAILURE', StatusMessage = '', MessageId }: Partial<MessageResult> = {},
): Delivery {
  switch (DeliveryStatus) {
    case 'SUCCESSFUL':
      return { verdict: 'accepted', providerId: MessageId ?? '' };
    case 'THROTTLED':
      return deliveryOf('throttled', DeliveryStatus, token);
    case 'TEMPORARY_FAILURE':
      return deliveryOf('down', DeliveryStatus, token);
    case 'OPT_OUT':
      return deliveryOf('unsubscribed', DeliveryStatus, token);
    case 'PERMANENT_FAILURE':
      return deliveryOf(meaningOfStatusMessage(StatusMessage), DeliveryStatus, token);
    // A timeout, a duplicate, a failure that it does not know itself: it may have been accepted.
    default:
      return deliveryOf('in-doubt', DeliveryStatus, token);
  }
}
