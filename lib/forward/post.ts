import { verdictOf, verdictOfStatus } from '../channels/failure.ts';
import { type HttpAnswer, postOnce } from '../channels/post-once.ts';
import type { Forwarding } from '../domain/forwarded.ts';

/** One request to a service. */
export interface Post {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Posts JSON once and reads what the answer proves.
 *
 * @param service for the detail of a failure
 */
export async function post(service: string, { url, headers, body }: Post): Promise<Forwarding> {
  let answer: HttpAnswer;
  try {
    answer = await postOnce(url, { headers: { 'content-type': 'application/json', ...headers }, body });
  } catch (error) {
    return forwardingOf(verdictOf(error));
  }
  if (answer.status >= 200 && answer.status < 300) return { verdict: 'accepted' };
  return forwardingOf(verdictOfStatus(answer.status, service));
}

const forwardingOf = ({ verdict, ...more }: ReturnType<typeof verdictOf>): Forwarding => {
  const detail = 'detail' in more && typeof more.detail === 'string' ? { detail: more.detail } : {};
  return verdict === 'accepted' ? { verdict } : { verdict, ...detail };
};

/**
 * A field of a secret that holds a JSON object.
 *
 * @throws Error that names the field, never the value
 */
export function fieldOf(secret: string, field: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(secret);
  } catch {
    parsed = null;
  }
  const value = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, field) : undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`the secret has no ${field}; it is a JSON object such as {"${field}": "…"}`);
}
