import type { Delivery } from '../domain/delivery.ts';

/** An error of an AWS SDK client, or of `fetch`, as far as a verdict needs it. */
interface CallError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** A verdict that says nothing of a provider's settings: what a connection and a status prove by themselves. */
export type PlainDelivery = Exclude<Delivery, { readonly verdict: 'misconfigured' }>;

/** No connection was ever made, so no request can have left. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * What a call proves that got no answer. Nobody retries, so this is the first and only try. No connection: nothing left.
 * A broken one, a timeout: nobody knows. A call that was answered after all is read by its status.
 */
export function verdictOf(error: unknown): PlainDelivery {
  if (!(error instanceof Error)) throw error;
  const { $metadata, name } = error as CallError;
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) return verdictOfStatus(status, name);
  const [code = '', call] = [codeOf(error) ?? codeOf(error.cause), callOf(error) ?? callOf(error.cause)];
  const detail = `${name} ${code}`.trimEnd();
  const connecting = call === 'connect' || call === 'getaddrinfo' || isConnectTimeout(error);
  return connecting || neverConnected.has(code)
    ? { verdict: 'unavailable', reason: 'down', detail }
    : { verdict: 'in-doubt', detail };
}

/** The SDK's own timeout of connecting has the name of all its timeouts; its message alone tells them apart. */
const isConnectTimeout = ({ name, message }: Error): boolean =>
  name === 'TimeoutError' && message.includes('did not establish a connection');

/**
 * What an HTTP status proves that is none of success, where nothing more is known of the service.
 *
 * - 429: nothing was accepted;
 * - 503, 401 and 403: the service, or its permissions, turned the request away at the door;
 * - any other 4xx: refused for good;
 * - all the rest, such as 500, 502 and 504: nobody knows.
 *
 * @param name what the service calls it: no address, no text
 */
export function verdictOfStatus(status: number, name: string): PlainDelivery {
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

function callOf(error: unknown): string | undefined {
  const call = (error as { syscall?: unknown } | null | undefined)?.syscall;
  return typeof call === 'string' ? call : undefined;
}
