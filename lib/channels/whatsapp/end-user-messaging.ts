import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import type { WhatsappMessage, WhatsappTemplate } from '../../domain/message.ts';
import { sendOnce } from '../client-options.ts';
import { verdictOfAws } from '../errors/aws.ts';
import { socialMessagingErrors } from '../errors/end-user-messaging.ts';

export interface EndUserMessagingSocialSettings {
  /** ARN of the phone number, linked to AWS, that sends. */
  readonly phoneNumber: string;
}

/** Of Meta's Cloud API: the one of AWS's own examples, which every Region of the service takes. */
const metaApiVersion = 'v20.0';

/** WhatsApp through AWS End User Messaging Social. Its events name the message id, and nothing of ours. */
export function endUserMessagingSocial(
  { phoneNumber }: EndUserMessagingSocialSettings,
  client = new SocialMessagingClient(sendOnce),
): Provider {
  return {
    name: 'end-user-messaging',
    channel: 'whatsapp',
    echoes: false,
    async send({ to, message, touchId }: Envelope): Promise<Delivery> {
      const number = to[0]?.address;
      if (message.channel !== 'whatsapp' || number === undefined)
        throw new TypeError(`end-user-messaging carries whatsapp here, not ${message.channel}`);
      const command = new SendWhatsAppMessageCommand({
        originationPhoneNumberId: phoneNumber,
        metaApiVersion,
        message: new TextEncoder().encode(JSON.stringify(metaMessage(number, message, touchId))),
      });
      try {
        const { messageId } = await client.send(command);
        return { verdict: 'accepted', providerId: messageId ?? '' };
      } catch (error) {
        return verdictOfAws(socialMessagingErrors, error, number);
      }
    },
  };
}

/** A message as Meta's Cloud API takes it. Its own webhooks, which a topic may get, bring the callback data back. */
function metaMessage(to: string, { body, template }: WhatsappMessage, touchId: string) {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    biz_opaque_callback_data: touchId,
    ...(template ? { type: 'template', template: metaTemplate(template) } : { type: 'text', text: { body } }),
  };
}

function metaTemplate({ name, language, variables }: WhatsappTemplate) {
  const places = Object.keys(variables);
  const numbered = places.every((place) => /^\d+$/.test(place));
  const parameters = (numbered ? places.toSorted((a, b) => Number(a) - Number(b)) : places).map((place) => ({
    type: 'text',
    ...(!numbered && { parameter_name: place }),
    text: variables[place] ?? '',
  }));
  return {
    name,
    language: { code: language },
    ...(parameters.length > 0 && { components: [{ type: 'body', parameters }] }),
  };
}
