import { createHash } from 'node:crypto';

/** Bytes of a run id: 128 bits of a SHA-256 do not collide by chance in any program's life. */
export const runIdBytes = 16;

/**
 * Names a run, and its execution: the same person entering the same journey by the same key is the same run.
 *
 * @param key what makes an entry distinct: empty for "once", else the event's id or the field that `per` names
 * @returns 22 characters of base64url
 */
export function runId(journey: string, user: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([journey, user, key]))
    .digest()
    .subarray(0, runIdBytes)
    .toString('base64url');
}
