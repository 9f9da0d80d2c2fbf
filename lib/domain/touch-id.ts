import { createHash } from 'node:crypto';
import { runIdBytes } from './run-id.ts';

/** One attempt to speak: this step of this run of this person. */
export interface TouchRef {
  readonly user: string;
  readonly run: string;
  readonly step: string;
}

/** Longest user id, in UTF-8 bytes, that still fits a touch id into an SES tag of 256 characters. */
export const maxUserIdBytes = 128;
/** Longest step name, for the same reason. */
export const maxStepLength = 40;

/**
 * The touch's name at every provider: base64url of run, step and user, at most 247 characters, so that feedback
 * finds its record without an index. It is reversible and not secret: ids only.
 */
export function touchId({ user, run, step }: TouchRef): string {
  const stepBytes = Buffer.from(step, 'utf8');
  return Buffer.concat([
    Buffer.from(run, 'base64url'),
    Buffer.from([stepBytes.length]),
    stepBytes,
    Buffer.from(user, 'utf8'),
  ]).toString('base64url');
}

/** Tells one touch from others where nobody may be named: 96 bits of a SHA-256 of its id. */
export const touchDigest = (touch: TouchRef): string =>
  createHash('sha256').update(touchId(touch)).digest().subarray(0, 12).toString('base64url');

/** Reads a touch id back; `null` for anything that is not one. */
export function readTouchId(id: string): TouchRef | null {
  if (!/^[A-Za-z0-9_-]{24,256}$/.test(id)) return null;
  const bytes = Buffer.from(id, 'base64url');
  const stepLength = bytes[runIdBytes];
  if (stepLength === undefined || stepLength === 0) return null;
  const userStart = runIdBytes + 1 + stepLength;
  if (bytes.length <= userStart) return null;
  const ref: TouchRef = {
    run: bytes.subarray(0, runIdBytes).toString('base64url'),
    step: bytes.subarray(runIdBytes + 1, userStart).toString('utf8'),
    user: bytes.subarray(userStart).toString('utf8'),
  };
  return touchId(ref) === id ? ref : null;
}
