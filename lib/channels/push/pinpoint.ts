import type { MessageResult } from '@aws-sdk/client-pinpoint';
import { PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOf } from '../failure.ts';

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
        return verdictOfTokens(MessageResponse?.Result ?? {});
      } catch (error) {
        return verdictOf(error);
      }
    },
  };
}

/** One device reached is a touch delivered; an unregistered token is an HTTP 200 with a refusal inside. */
function verdictOfTokens(results: Readonly<Record<string, MessageResult>>): Delivery {
  const answers = Object.entries(results);
  const dead = answers
    .filter(([, { DeliveryStatus }]) => DeliveryStatus === 'PERMANENT_FAILURE')
    .map(([token]) => token);
  const accepted = answers.find(([, { DeliveryStatus }]) => DeliveryStatus === 'SUCCESSFUL')?.[1];
  if (accepted) return { verdict: 'accepted', providerId: accepted.MessageId ?? '', dead };
  const statuses = new Set(answers.map(([, { DeliveryStatus }]) => DeliveryStatus));
  const detail = [...statuses].join(' ') || 'no answer for any token';
  if (statuses.has('UNKNOWN_FAILURE')) return { verdict: 'in-doubt', detail };
  if (statuses.has('THROTTLED')) return { verdict: 'unavailable', reason: 'throttled', detail };
  if (statuses.has('TEMPORARY_FAILURE')) return { verdict: 'unavailable', reason: 'down', detail };
  if (statuses.has('OPT_OUT')) return { verdict: 'refused', reason: 'unsubscribed', detail, dead };
  return answers.length > 0
    ? { verdict: 'refused', reason: 'unreachable', detail, dead }
    : { verdict: 'in-doubt', detail };
}
