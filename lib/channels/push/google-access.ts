import { importPKCS8, SignJWT } from 'jose';
import { fieldsOf, postOnce } from '../post-once.ts';

export interface GoogleAccess {
  /** A bearer token. @throws Error without a word of the key when there is none to be had; `AccessDown` when that may pass */
  token(signal: AbortSignal): Promise<string>;
  /** Forgets a token that was turned away; the next is a new one. */
  forget(token: string): void;
}

/** There is no token for now, and no fault of the key's. */
export class AccessDown extends Error {
  override readonly name = 'AccessDown';
}

/** The parts of a service account's key file that a grant needs. */
interface KeyFile {
  readonly client_email: string;
  readonly private_key: string;
  readonly private_key_id: string | undefined;
  readonly token_uri: string;
}

/** A token is replaced this long before it ends, so that no request leaves with one that ends on the way. */
const earlyMs = 60_000;
const grantSeconds = 3_600;

/**
 * Access tokens for a service account, by a JWT that its key signs (RFC 7523, as Google's OAuth 2.0 for service accounts).
 *
 * @param keyFile reads the account's key file, JSON as Google gives it
 * @param now epoch milliseconds
 */
export function googleAccess(keyFile: () => Promise<string>, scope: string, now: () => number): GoogleAccess {
  let held: { readonly token: string; readonly until: number } | undefined;
  let asked: Promise<string> | undefined;

  async function ask(signal: AbortSignal): Promise<string> {
    const account = keyFileIn(await keyFile());
    const { status, body } = await postOnce(account.token_uri, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: await assertionOf(account, scope, now()),
      }).toString(),
      signal,
    });
    const { access_token: token, expires_in: seconds } = body;
    if (status !== 200 || typeof token !== 'string') {
      const detail = `no access token (${status})`;
      // Google refuses a grant (`invalid_grant`, `invalid_client`, `invalid_scope`) for what is wrong with the key.
      const passing = status === 200 || status === 408 || status === 429 || status >= 500;
      throw passing ? new AccessDown(detail) : new Error(detail);
    }
    held = { token, until: now() + Number(seconds ?? 0) * 1_000 - earlyMs };
    return token;
  }

  return {
    async token(signal) {
      if (held && now() < held.until) return held.token;
      // Devices that are sent to at once share one grant.
      asked ??= ask(signal).finally(() => {
        asked = undefined;
      });
      return asked;
    },
    forget(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

async function assertionOf(account: KeyFile, scope: string, now: number): Promise<string> {
  const seconds = Math.floor(now / 1_000);
  const { client_email: issuer, private_key: key, private_key_id: kid, token_uri: audience } = account;
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(kid !== undefined && { kid }) })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + grantSeconds)
    .sign(await importPKCS8(key, 'RS256'));
}

function keyFileIn(text: string): KeyFile {
  const { client_email, private_key, private_key_id, token_uri } = fieldsOf(parsed(text));
  if (typeof client_email !== 'string' || typeof private_key !== 'string' || typeof token_uri !== 'string') {
    throw new Error('the secret is no key file: client_email, private_key and token_uri are strings in one');
  }
  return {
    client_email,
    private_key,
    private_key_id: typeof private_key_id === 'string' ? private_key_id : undefined,
    token_uri,
  };
}

/** A parser's message would quote the key. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
