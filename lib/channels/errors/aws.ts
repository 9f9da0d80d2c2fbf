import type { Delivery } from '../../domain/delivery.ts';
import { verdictOf } from '../failure.ts';
import { deliveryOf, type ErrorRow, meaningIn, meaningOfStatus } from './table.ts';

/**
 * Errors that any AWS service may answer, before it looks at what is asked.
 * https://docs.aws.amazon.com/awssupport/latest/user/CommonErrors.html and each service's own list of common errors
 */
export const commonErrors: readonly ErrorRow[] = [
  ...['Throttling', 'Throttled', 'ThrottledRequest', 'TooManyRequests', 'RequestLimitExceeded', 'SlowDown'].map(
    (error): ErrorRow => ({ error, means: 'throttled' }),
  ),
  ...['ServiceUnavailable', 'RequestAborted'].map((error): ErrorRow => ({ error, means: 'down' })),
  ...[
    'ExpiredToken',
    'UnrecognizedClient',
    'InvalidClientTokenId',
    'IncompleteSignature',
    'InvalidSignature',
    'SignatureDoesNotMatch',
    'MissingAuthenticationToken',
    'MissingAuthentication',
    'InvalidAccessKeyId',
    'RequestExpired',
    'AuthFailure',
  ].map((error): ErrorRow => ({ error, means: 'misconfigured credentials' })),
  ...['AccessDenied', 'AuthorizationError', 'NotAuthorized', 'UnauthorizedOperation', 'Forbidden'].map(
    (error): ErrorRow => ({ error, means: 'misconfigured permission' }),
  ),
  ...['OptInRequired', 'SubscriptionRequired'].map((error): ErrorRow => ({ error, means: 'misconfigured suspended' })),
  { error: 'ServiceQuotaExceeded', means: 'misconfigured quota' },
  ...['UnknownOperation', 'InvalidAction'].map((error): ErrorRow => ({ error, means: 'misconfigured resource' })),
  ...['ValidationError', 'Validation', 'RequestEntityTooLarge'].map(
    (error): ErrorRow => ({ error, means: 'rejected' }),
  ),
];

interface Complaint {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly Reason?: string;
  readonly Fields?: readonly { readonly Name?: string }[];
}

/**
 * What a call of an AWS client proves that threw.
 *
 * @param rows of the service; what it does not name is read as any service's, then by its status
 * @param address whom the message was for
 */
export function verdictOfAws(rows: readonly ErrorRow[], error: unknown, address: string): Delivery {
  if (!(error instanceof Error)) throw error;
  const { $metadata, Reason: reason = '', Fields = [] } = error as Complaint;
  const status = $metadata?.httpStatusCode;
  const { name, message } = error;
  const read = { name, message, reason, fields: Fields.map((field) => field.Name ?? '') };
  if (status === undefined) return withoutAnswer(error);
  const detail = reason === '' ? `${name} (${status})` : `${name} ${reason} (${status})`;
  // What broke on the way may have been carried out, whatever the error is called.
  const known = status >= 500 && status !== 503 ? undefined : (meaningIn(rows, read) ?? meaningIn(commonErrors, read));
  return deliveryOf(known ?? meaningOfStatus(status), detail, address);
}

/** Nothing is sent before a request is signed. */
function withoutAnswer(error: Error): Delivery {
  return /^(?:CredentialsProvider|TokenProvider)Error$/.test(error.name)
    ? { verdict: 'misconfigured', reason: 'credentials', detail: error.name }
    : verdictOf(error);
}
