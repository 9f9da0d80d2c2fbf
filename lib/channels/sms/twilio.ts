import type { Delivery, Envelope, Provider } from '../../domain/delivery.ts';
import { createMessage, type TwilioAccount } from '../twilio/create-message.ts';

export interface TwilioSmsSettings {
  readonly account: TwilioAccount;
  /** The number that texts come from, or the messaging service that picks one. */
  readonly sender: { readonly From: string } | { readonly MessagingServiceSid: string };
}

/** SMS through Twilio. */
export function twilioSms({ account, sender }: TwilioSmsSettings): Provider {
  return {
    name: 'twilio',
    channel: 'sms',
    echoes: true,
    async send({ to, message, touchId }: Envelope): Promise<Delivery> {
      const number = to[0]?.address;
      if (message.channel !== 'sms' || number === undefined)
        throw new TypeError(`this carries sms, not ${message.channel}`);
      return createMessage(account, { touchId, number, form: { To: number, ...sender, Body: message.body } });
    },
  };
}
