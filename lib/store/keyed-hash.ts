import { createHmac } from 'node:crypto';

/** Hashes with a secret key: the same text is found again, and nobody without the key can try texts against it. */
export async function keyedHash(text: string, key: () => Promise<string>): Promise<string> {
  return createHmac('sha256', await key())
    .update(text)
    .digest('base64url');
}
