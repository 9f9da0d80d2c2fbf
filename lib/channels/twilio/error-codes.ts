import type { Delivery } from '../../domain/delivery.ts';
import { verdictOfStatus } from '../failure.ts';

/** What an error code means; `number` says that the number itself is proven to be of no use on this channel. */
type Meaning = 'unsubscribed' | 'unreachable' | 'number' | 'rejected' | 'throttled' | 'down';

/**
 * Twilio's error codes that say more than the HTTP status they come with, or something else; all others mean what
 * their status does. https://www.twilio.com/docs/api/errors
 */
const meanings: Readonly<Record<number, Meaning>> = {
  // The person said STOP to this sender.
  21610: 'unsubscribed',
  // Not a phone number; a short code; not a mobile number; a landline.
  21211: 'number',
  21265: 'number',
  21614: 'number',
  21635: 'number',
  // No such WhatsApp user.
  63003: 'number',
  // No route from this sender to that number: another sender may have one.
  21612: 'unreachable',
  // Refused by WhatsApp for this recipient; it may be a phone that has not been updated.
  63024: 'unreachable',
  // The sender is not ours, not approved, or not made for this channel: another provider may carry it.
  21606: 'down',
  21660: 'down',
  21661: 'down',
  63007: 'down',
  // Too much at once: from this account, between two numbers, from one number, over the account's 2,000 a second, by WhatsApp's limit.
  20429: 'throttled',
  14107: 'throttled',
  21611: 'throttled',
  63017: 'throttled',
  63018: 'throttled',
  // The text is too long; outside the 24 hours; against the channel's policy; no such template in that language; wrong variables.
  21617: 'rejected',
  63016: 'rejected',
  63013: 'rejected',
  63027: 'rejected',
  63028: 'rejected',
};

/** What an answer of Twilio's that created no message proves. `number` is whom it was for. */
export function verdictOfError(status: number, code: unknown, number: string): Delivery {
  const known = typeof code === 'number' ? code : undefined;
  const name = known === undefined ? 'Twilio' : `Twilio ${known}`;
  const meaning = status >= 400 && status < 500 && known !== undefined ? meanings[known] : undefined;
  const detail = `${name} (${status})`;
  switch (meaning) {
    case undefined:
      return verdictOfStatus(status, name);
    case 'throttled':
    case 'down':
      return { verdict: 'unavailable', reason: meaning, detail };
    case 'number':
      return { verdict: 'refused', reason: 'unreachable', detail, dead: [number] };
    default:
      return { verdict: 'refused', reason: meaning, detail };
  }
}
