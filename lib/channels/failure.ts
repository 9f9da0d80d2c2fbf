import type { Delivery } from '../domain/delivery.ts';

/** An error of an AWS SDK client, or of `fetch`, as far as a verdict needs it. */
interface CallError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: unknown;
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

/** No connection was ever made, so no request can have left. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * What a call proves that threw: of an AWS client, for an error answered or none; of `fetch`, when there was no answer.
 * Nobody retries, so this is the first and only answer. No connection: nothing left. A broken one, a timeout: nobody knows.
 */
export function verdictOf(error: unknown): Delivery {
  if (!(error instanceof Error)) throw error;
  const { $metadata, name } = error as CallError;
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) {
    const detail = `${name} (${status})`;
    if (throttling.has(name)) return { verdict: 'unavailable', reason: 'throttled', detail };
    if (turnedAway.has(name)) return { verdict: 'unavailable', reason: 'down', detail };
    return verdictOfStatus(status, name);
  }
  const code = codeOf(error) ?? codeOf(error.cause) ?? '';
  const detail = `${name} ${code}`.trimEnd();
  if (throttling.has(name)) return { verdict: 'unavailable', reason: 'throttled', detail };
  return neverConnected.has(code)
    ? { verdict: 'unavailable', reason: 'down', detail }
    : { verdict: 'in-doubt', detail };
}

/**
 * What an HTTP status proves that is none of success.
 *
 * - 429: nothing was accepted;
 * - 503, 401 and 403: the service, or its permissions, turned the request away at the door;
 * - any other 4xx: refused for good;
 * - all the rest, such as 500, 502 and 504: nobody knows.
 *
 * @param name what the service calls it: no address, no text
 */
export function verdictOfStatus(status: number, name: string): Delivery {
  const detail = `${name} (${status})`;
  if (status === 429) return { verdict: 'unavailable', reason: 'throttled', detail };
  if (status === 503 || status === 401 || status === 403) return { verdict: 'unavailable', reason: 'down', detail };
  if (status >= 400 && status < 500) return { verdict: 'refused', reason: 'rejected', detail };
  return { verdict: 'in-doubt', detail };
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
