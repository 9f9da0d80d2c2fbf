import type { Delivery } from '../../domain/delivery.ts';
import { deliveryOf, type Meaning, meaningOfStatus } from '../errors/table.ts';

/**
 * Twilio's error codes that `POST …/Messages.json` answers, by what they prove; a code that is not here means what its
 * HTTP status does. https://www.twilio.com/docs/api/errors
 */
const codes: Readonly<Partial<Record<Meaning, readonly number[]>>> = {
  // The person said STOP to this sender.
  unsubscribed: [21610],
  // Not a phone number; a short code; not a mobile number; a landline; no such WhatsApp user.
  dead: [21211, 21265, 21614, 21635, 63003],
  // No route from this sender, or this account, to that number: a country without permission, a trial account, WhatsApp's
  // sandbox, a limit of WhatsApp's on this recipient. Another sender may have one.
  unreachable: [21408, 21608, 21612, 21634, 63015, 63024, 63032],
  // Message, address, text, variables or media: missing, too long or malformed; outside the 24 hours; against the channel's
  // policy; a template that is not there, rejected, paused or disabled.
  rejected: [
    21602, 21604, 21605, 21617, 21619, 21620, 21623, 21654, 21655, 21656, 63005, 63006, 63013, 63016, 63019, 63021,
    63025, 63026, 63027, 63028, 63030, 63040, 63041, 63042,
  ],
  // Too much at once: from this account, between two numbers, from one number, over the account's rate, by WhatsApp's limit.
  throttled: [10004, 14107, 20429, 21611, 63017, 63018],
  down: [20503, 63010, 63012],
  'misconfigured credentials': [20003, 20008, 20101, 20102, 20103, 20104, 20105, 20106, 20107, 63001],
  'misconfigured permission': [10002, 20006, 20007, 20403],
  'misconfigured suspended': [10001, 20005, 30002, 63020, 90010],
  // No such account, messaging service or callback address.
  'misconfigured resource': [20404, 21609, 21701, 21702, 21705, 63008],
  // The sender is not ours, not approved, or not made for this channel.
  'misconfigured sender': [
    14102, 14108, 21212, 21401, 21601, 21603, 21606, 21659, 21660, 21661, 21703, 21704, 21910, 63002, 63007, 63022,
  ],
  'misconfigured quota': [30022, 63038],
};

const meanings: ReadonlyMap<number, Meaning> = new Map(
  Object.entries(codes).flatMap(([meaning, some = []]) => some.map((code) => [code, meaning as Meaning] as const)),
);

/** The codes that have a meaning of their own. */
export const knownCodes: readonly number[] = [...meanings.keys()];

/** What an answer of Twilio's that created no message proves. `number` is whom it was for. */
export function verdictOfError(status: number, code: unknown, number: string): Delivery {
  const known = typeof code === 'number' ? code : undefined;
  const name = known === undefined ? 'Twilio' : `Twilio ${known}`;
  // What broke on the way may have been carried out, whatever it is called.
  const meaning = status >= 400 && status < 500 && known !== undefined ? meanings.get(known) : undefined;
  return deliveryOf(meaning ?? meaningOfTwilio(status), `${name} (${status})`, number);
}

/** The account's own path is the only one that is asked for: 404 says that there is no such account. */
const meaningOfTwilio = (status: number): Meaning =>
  status === 404 ? 'misconfigured resource' : meaningOfStatus(status);
