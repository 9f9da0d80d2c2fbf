import type { Delivery } from '../../domain/delivery.ts';
import { verdictOfAws } from './aws.ts';
import type { ErrorRow } from './table.ts';

/**
 * Errors of SES v2 `SendEmail`.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 */
export const sesErrors: readonly ErrorRow[] = [
  { error: 'AccountSuspended', means: 'misconfigured suspended' },
  // As the older API calls it, which some Regions and proxies still answer.
  { error: 'AccountSendingPaused', means: 'misconfigured suspended' },
  { error: 'ConfigurationSetSendingPaused', means: 'misconfigured suspended' },
  { error: 'SendingPaused', means: 'misconfigured suspended' },
  { error: 'MailFromDomainNotVerified', means: 'misconfigured sender' },
  { error: 'FromEmailAddressNotVerified', means: 'misconfigured sender' },
  { error: 'ConfigurationSetDoesNotExist', means: 'misconfigured resource' },
  { error: 'NotFound', means: 'misconfigured resource' },
  { error: 'MessageRejected', says: /not verified/i, means: 'misconfigured sender' },
  { error: 'MessageRejected', says: /suspended|paused|disabled/i, means: 'misconfigured suspended' },
  { error: 'MessageRejected', means: 'rejected' },
  { error: 'BadRequest', says: /configuration ?set|tenant/i, means: 'misconfigured resource' },
  { error: 'BadRequest', says: /not verified|FromEmailAddress|sender/i, means: 'misconfigured sender' },
  { error: 'BadRequest', means: 'rejected' },
  // The day's quota is no matter of seconds: somebody must raise it.
  { error: 'LimitExceeded', says: /daily/i, means: 'misconfigured quota' },
  { error: 'LimitExceeded', means: 'throttled' },
  { error: 'TooManyRequests', says: /daily/i, means: 'misconfigured quota' },
  { error: 'TooManyRequests', means: 'throttled' },
];

/** What SES's error proves of one message to `address`. */
export function verdictOfSes(error: unknown, address: string): Delivery {
  const { name = '', message = '' } = error as Partial<Error>;
  // An account in the SES sandbox reaches verified recipients only: no other message is hindered.
  if (name === 'MessageRejected' && isAboutRecipient(message, address)) {
    return { verdict: 'refused', reason: 'unreachable', detail: 'MessageRejected: the recipient is not verified' };
  }
  return verdictOfAws(sesErrors, error, address);
}

/** `Email address is not verified. The following identities failed the check in region US-EAST-1: a@example.com, …` */
function isAboutRecipient(message: string, address: string): boolean {
  const listed = /not verified.*identities failed the check in region [^:]+:(.+)$/is.exec(message)?.[1];
  if (listed === undefined) return false;
  const identities = listed
    .split(',')
    .map((identity) => identity.trim().replace(/\.$/, '').toLowerCase())
    .map((identity) => /<([^>]+)>/.exec(identity)?.[1] ?? identity)
    .filter((identity) => identity !== '');
  const recipient = address.toLowerCase();
  const own = [recipient, recipient.slice(recipient.lastIndexOf('@') + 1)];
  return identities.length > 0 && identities.every((identity) => own.includes(identity));
}
