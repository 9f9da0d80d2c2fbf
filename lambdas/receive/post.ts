import type { Secret } from '../../lib/aws/secret.ts';
import { isSigned } from '../../lib/domain/twilio-signature.ts';
import type { HttpRequest } from '../http.ts';

export interface Twilio {
  /** Where the stack's HTTP API is, as configured: never as a header of the request says. */
  readonly api: string;
  /** `{"authToken": "…"}`; while a token is changed also `secondaryAuthToken`. */
  readonly secret: Secret;
}

/**
 * Whether Twilio sent this request to our public address. A signature that does not fit the token that is held may fit
 * one that replaced it just now, so the secret is read again before it counts as forged.
 */
export async function isFromTwilio(
  request: Pick<HttpRequest, 'headers' | 'rawPath' | 'rawQueryString'>,
  form: URLSearchParams,
  { api, secret }: Twilio,
): Promise<boolean> {
  const { headers, rawPath, rawQueryString } = request;
  const url = `${api}${rawPath}${rawQueryString ? `?${rawQueryString}` : ''}`;
  const post = { url, form, signature: headers['x-twilio-signature'] };
  const fits = (text: string) => tokensIn(text).some((token) => isSigned(post, token));
  return fits(await secret()) || fits(await secret.anew());
}

/** The token that calls of ours to Twilio carry. @throws for a secret of another form, without its text */
export function authTokenIn(text: string): string {
  const [token] = tokensIn(text);
  if (token === undefined)
    throw new Error('the secret of Twilio must be {"authToken": "…"}; put it in Secrets Manager');
  return token;
}

function tokensIn(text: string): readonly string[] {
  try {
    const { authToken, secondaryAuthToken } = JSON.parse(text) as Record<string, unknown>;
    return [authToken, secondaryAuthToken].filter(
      (token): token is string => typeof token === 'string' && token !== '',
    );
  } catch {
    return [];
  }
}
