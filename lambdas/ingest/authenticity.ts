import { secret } from '../../lib/aws/secret.ts';
import { bearerOf, isKey, isSigned } from '../credentials.ts';
import type { HttpRequest } from '../http.ts';
import type { Platform } from './event.ts';

// Only what is configured has a secret, and a route.
const secrets = {
  segment: secret(process.env.SEGMENT_SECRET ?? ''),
  mparticle: secret(process.env.MPARTICLE_SECRET ?? ''),
};

/** Whether a request is the platform's: Segment signs its body, mParticle can send a fixed header and nothing better. */
export async function isAuthentic(platform: Platform, { headers }: HttpRequest, body: Buffer): Promise<boolean> {
  const value = await secrets[platform]();
  return platform === 'segment'
    ? isSigned(body, headers['x-signature'], value)
    : isKey(bearerOf(headers.authorization), value);
}

/** What a request must carry. */
export const proofOf: Readonly<Record<Platform, string>> = {
  segment:
    'x-signature is the HMAC-SHA1 of the whole body by the shared secret; Segment signs the first event of a batch only, ' +
    'so switch batching off',
  mparticle: 'Authorization is Bearer and the secret',
};
