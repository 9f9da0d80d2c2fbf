import { createPublicKey } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import { AwsError } from '../errors.ts';
import { fieldsOf, parsed, textOf } from '../fields.ts';
import type { Random } from '../random.ts';
import type { Service } from '../wire/call.ts';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const scope = 'https://www.googleapis.com/auth/firebase.messaging';
const secondsOfGrant = 3_600;

export interface GoogleSurroundings {
  readonly random: Random;
  /** Virtual time, epoch milliseconds. */
  readonly now: () => number;
  /** Key files of the service accounts that there are. */
  readonly keyFiles: () => readonly string[];
}

export interface GoogleOauth {
  readonly service: Service;
  /** Whether an access token was issued here and is still good. */
  mayCall(token: string): boolean;
}

/** Google's token endpoint: issues an access token for a JWT that a service account signed (RFC 7523). */
export function googleOauth({ random, now, keyFiles }: GoogleSurroundings): GoogleOauth {
  const issued = new Map<string, number>();
  return {
    mayCall: (token) => now() < (issued.get(token) ?? 0),
    service: {
      name: 'GoogleOAuth',
      operations: {
        async Token({ grant_type, assertion }) {
          if (grant_type !== jwtBearer)
            throw new AwsError('unsupported_grant_type', `Invalid grant_type: ${grant_type}`);
          await verify(textOf(assertion) ?? '', keyFiles(), new Date(now()));
          const access_token = `ya29.${random.string(64, 'abcdefghijklmnopqrstuvwxyz0123456789')}`;
          issued.set(access_token, now() + secondsOfGrant * 1_000);
          return { access_token, expires_in: secondsOfGrant - 1, token_type: 'Bearer' };
        },
      },
    },
  };
}

/** Signature, issuer, audience, scope, and a life of an hour at most, in virtual time. */
async function verify(assertion: string, keyFiles: readonly string[], currentDate: Date): Promise<void> {
  const bad = (message: string, code = 'invalid_grant') => new AwsError(code, message);
  const issuer = issuerOf(assertion);
  const account = keyFiles.map((text) => fieldsOf(parsed(text))).find(({ client_email }) => client_email === issuer);
  if (!account) throw bad('Invalid grant: account not found');
  const { payload } = await jwtVerify(assertion, createPublicKey(String(account.private_key)), {
    algorithms: ['RS256'],
    audience: String(account.token_uri),
    requiredClaims: ['iat', 'exp'],
    currentDate,
  }).catch((error: Error) => {
    throw bad(`Invalid JWT: ${error.message}`);
  });
  if ((payload.exp ?? 0) - (payload.iat ?? 0) > secondsOfGrant)
    throw bad('Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.');
  if (!String(payload.scope).split(' ').includes(scope))
    throw bad(`Invalid OAuth scope: ${payload.scope}`, 'invalid_scope');
}

function issuerOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).iss;
  } catch {
    return undefined;
  }
}
