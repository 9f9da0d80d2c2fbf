import { sendOnce } from './client-options.ts';

/** What an HTTP service answered. */
export interface HttpAnswer {
  readonly status: number;
  /** The body when it is a JSON object, else empty. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Gives up when the SDK clients do: well before the touch function does, so that its doubt is still recorded. */
export const giveUp = (): AbortSignal => AbortSignal.timeout(sendOnce.requestHandler.requestTimeout);

/**
 * One POST, never repeated and never redirected, on a connection of its own: one kept while the function was frozen may be
 * closed at the other end, and a request that breaks on it would look like a send in doubt.
 *
 * @throws Error of `fetch` when there is no answer; `verdictOf` says what that proves
 */
export async function postOnce(
  url: string,
  {
    headers,
    body,
    signal = giveUp(),
  }: { headers: Readonly<Record<string, string>>; body: string; signal?: AbortSignal },
): Promise<HttpAnswer> {
  const own = { ...headers, connection: 'close' };
  const response = await fetch(url, { method: 'POST', headers: own, body, signal, redirect: 'manual' });
  return { status: response.status, body: objectIn(await response.text()) };
}

function objectIn(text: string): HttpAnswer['body'] {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/** The value as an object, an empty one when it is none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
