import { fieldsOf, parsed, textOf } from '../fields.ts';
import { findSecret, type Secret } from '../secrets.ts';

/** The account that the functions' environment names: there is no other account, number or service. */
export interface TwilioAccount {
  readonly sid: string | undefined;
  readonly authToken: string | undefined;
  readonly numbers: readonly string[];
  readonly whatsappNumbers: readonly string[];
  readonly messagingServices: readonly string[];
}

/** @param environment what the functions' environments say under a name */
export function twilioAccount(
  environment: (name: string) => readonly string[],
  secrets: readonly Secret[],
): TwilioAccount {
  const secret = environment('TWILIO_SECRET').flatMap((name) => findSecret(secrets, name)?.value ?? [])[0];
  return {
    sid: environment('TWILIO_ACCOUNT_SID')[0],
    authToken: textOf(fieldsOf(parsed(secret ?? '')).authToken),
    numbers: environment('TWILIO_NUMBER'),
    whatsappNumbers: environment('TWILIO_WHATSAPP_NUMBER'),
    messagingServices: environment('TWILIO_MESSAGING_SERVICE'),
  };
}
