import type { Delivery } from '../../domain/delivery.ts';
import { verdictOfSecret } from '../errors/secret.ts';
import { verdictOf } from '../failure.ts';
import { fieldsOf, type HttpAnswer, postOnce } from '../post-once.ts';
import { verdictOfError } from './error-codes.ts';

/** Whose account, and where it reports to. */
export interface TwilioAccount {
  readonly accountSid: string;
  /** Reads the secret: `{"authToken": "…"}`. */
  readonly secret: () => Promise<string>;
  /** Public address that hears what becomes of a message; the touch is added to it. */
  readonly statusCallback: string;
  /** @default Twilio's own */
  readonly endpoint?: string | undefined;
}

export interface TwilioMessage {
  readonly touchId: string;
  /** E.164. */
  readonly number: string;
  /** The form's other fields, as Twilio names them. */
  readonly form: Readonly<Record<string, string>>;
}

/**
 * Creates a message: https://www.twilio.com/docs/messaging/api/message-resource. Twilio has no idempotency key, so it is
 * asked once. What becomes of the message comes to the status callback, which names the touch.
 */
export async function createMessage(
  { accountSid, secret, statusCallback, endpoint = 'https://api.twilio.com' }: TwilioAccount,
  { touchId, number, form }: TwilioMessage,
): Promise<Delivery> {
  let token: string;
  try {
    token = authTokenIn(await secret());
  } catch (error) {
    return verdictOfSecret(error);
  }
  let answer: HttpAnswer;
  try {
    answer = await postOnce(`${endpoint}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${token}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ ...form, StatusCallback: `${statusCallback}?touch=${touchId}` }).toString(),
    });
  } catch (error) {
    return verdictOf(error);
  }
  const { status, body } = answer;
  if (status < 200 || status >= 300) return verdictOfError(status, body.code, number);
  // Without a sid it is accepted all the same; feedback finds its touch by the callback.
  return { verdict: 'accepted', providerId: typeof body.sid === 'string' ? body.sid : '' };
}

/** @throws Error when the secret holds something else; it does not quote the secret */
function authTokenIn(secret: string): string {
  const { authToken } = fieldsOf(parsed(secret));
  if (typeof authToken === 'string' && authToken !== '') return authToken;
  throw new Error('its secret holds no authToken');
}

/** A parser's message would quote the secret. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
