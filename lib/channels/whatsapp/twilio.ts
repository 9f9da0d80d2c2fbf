import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import type { WhatsappMessage } from '../../domain/message.ts';
import { createMessage, type TwilioAccount } from '../twilio/create-message.ts';

export interface TwilioWhatsappSettings {
  readonly account: TwilioAccount;
  /** The approved WhatsApp sender, E.164. */
  readonly number: string;
}

/** WhatsApp through Twilio: an approved template by its content sid, or free text within a conversation. */
export function twilioWhatsapp({ account, number: from }: TwilioWhatsappSettings): Provider {
  return {
    name: 'twilio',
    channel: 'whatsapp',
    echoes: true,
    async send({ to, message, touchId }: Envelope): Promise<Delivery> {
      const number = to[0]?.address;
      if (message.channel !== 'whatsapp' || number === undefined)
        throw new TypeError(`this carries whatsapp, not ${message.channel}`);
      const content = contentOf(message);
      if (content === null) {
        const detail = `the template ${message.template?.name} has no contentSid`;
        return { verdict: 'refused', reason: 'rejected', detail };
      }
      const form = { To: `whatsapp:${number}`, From: `whatsapp:${from}`, ...content };
      return createMessage(account, { touchId, number, form });
    },
  };
}

/** `null` for a template that Twilio does not know. */
function contentOf({ body, template }: WhatsappMessage): Readonly<Record<string, string>> | null {
  if (!template) return { Body: body };
  const { contentSid, variables } = template;
  if (contentSid === undefined) return null;
  const filled = Object.keys(variables).length > 0 && { ContentVariables: JSON.stringify(variables) };
  return { ContentSid: contentSid, ...filled };
}
