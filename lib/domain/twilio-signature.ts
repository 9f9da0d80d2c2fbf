import { createHmac, timingSafeEqual } from 'node:crypto';

/** A form post of Twilio's, as far as its signature covers it. */
export interface SignedPost {
  /** Where it was posted: the public URL that is configured at Twilio, with path and query as they were received. */
  readonly url: string;
  readonly form: URLSearchParams;
  /** The header `X-Twilio-Signature`. */
  readonly signature: string | undefined;
}

/**
 * Whether Twilio signed this post with this token: base64 of HMAC-SHA1 over the URL and every field and its value,
 * sorted by name; a field that is there more than once counts each of its values once, sorted. Twilio leaves the
 * port out or puts it in, depending on product and scheme, so both are tried.
 *
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function isSigned({ url, form, signature }: SignedPost, authToken: string): boolean {
  if (!signature || authToken === '') return false;
  const given = Buffer.from(signature, 'utf8');
  const fields = [...new Set(form.keys())].sort().flatMap((name) => valuesOf(form, name).map((value) => name + value));
  // Every variant is tried and compared in constant time: how long it takes says nothing.
  return withAndWithoutPort(url)
    .map((variant) => equal(given, signatureOf(variant + fields.join(''), authToken)))
    .includes(true);
}

const valuesOf = (form: URLSearchParams, name: string) => [...new Set(form.getAll(name))].sort();

const signatureOf = (text: string, authToken: string) =>
  Buffer.from(createHmac('sha1', authToken).update(text, 'utf8').digest('base64'), 'utf8');

const equal = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);

/** As text: the URL class would drop the standard port and encode what was not. */
function withAndWithoutPort(url: string): readonly string[] {
  const parts = /^(https?):\/\/([^/?#:]+)(?::(\d+))?(.*)$/s.exec(url);
  if (!parts) return [url];
  const [, scheme = '', host = '', port, rest = ''] = parts;
  const standard = scheme === 'https' ? '443' : '80';
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}:${port ?? standard}${rest}`];
}
