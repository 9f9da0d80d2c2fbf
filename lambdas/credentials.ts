import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The values of a secret, one a line: while it is rotated the old and the new one both count. */
const valuesOf = (secret: string): string[] =>
  secret
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Compares in a time that says nothing of how much is right, whatever the lengths. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** Whether this is one of the secret's values. */
export function isKey(given: string | undefined, secret: string): boolean {
  return given !== undefined && valuesOf(secret).some((value) => isSame(given, value));
}

/** Whether this is the body's HMAC-SHA1 in hexadecimal, as Segment signs, by one of the secret's values. */
export function isSigned(body: Buffer, signature: string | undefined, secret: string): boolean {
  const given = signature?.toLowerCase();
  return (
    given !== undefined &&
    valuesOf(secret).some((value) => isSame(given, createHmac('sha1', value).update(body).digest('hex')))
  );
}

/** `Authorization: Bearer <key>`. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
