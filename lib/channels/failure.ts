import type { Delivery } from '../domain/delivery.ts';

/** An error of an AWS SDK client, as far as a verdict needs it. */
interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const throttling = new Set([
  'ThrottlingException',
  'ThrottledException',
  'ThrottledRequestException',
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
  'AccountSuspendedException',
]);

/** Errors that some services answer with status 400, though they are about us and not about the message. */
const turnedAway = new Set([
  'AccessDeniedException',
  'ServiceQuotaExceededException',
  // What we send with, or from, is not there: a number, a pool.
  'ResourceNotFoundException',
  'ExpiredTokenException',
  'UnrecognizedClientException',
]);

/**
 * What a failed call proves. The clients never retry, so this is the first and only answer.
 *
 * - 429 and throttling: nothing was accepted;
 * - 503, 401, 403 and their like: the service, its permissions or a spent quota turned the request away at the door;
 * - any other 4xx: refused for good;
 * - 500, 502, 504, a broken connection, a timeout: nobody knows.
 */
export function verdictOf(error: unknown): Delivery {
  if (!(error instanceof Error)) throw error;
  const { $metadata, name } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  const detail = `${name}${status === undefined ? '' : ` (${status})`}`;
  if (status === 429 || throttling.has(name)) return { verdict: 'unavailable', reason: 'throttled', detail };
  if (status === 503 || status === 401 || status === 403 || turnedAway.has(name) || neverConnected(error))
    return { verdict: 'unavailable', reason: 'down', detail };
  if (status !== undefined && status >= 400 && status < 500) return { verdict: 'refused', reason: 'rejected', detail };
  return { verdict: 'in-doubt', detail };
}

/** No connection was ever made, so no request can have left. */
function neverConnected(error: Error): boolean {
  const code = (error as { code?: unknown }).code ?? (error.cause as { code?: unknown } | undefined)?.code;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND';
}
