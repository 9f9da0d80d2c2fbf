import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { type ApprovalRequest, approvalMs } from './approval.ts';

const audience = 'approve';
const keyOf = (secret: string) => new TextEncoder().encode(secret);

/** What a link was signed for, and whether its time is over. */
export interface ReadApproval extends ApprovalRequest {
  readonly expired: boolean;
}

/**
 * Signs the link of one approver for one version: a JWT, HS256, good for a week and for nothing else.
 *
 * @param now epoch milliseconds
 */
export function signApproval(
  { journey, version, approver, request }: ApprovalRequest,
  secret: string,
  now: number,
): Promise<string> {
  return new SignJWT({ journey, version, request })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(approver)
    .setAudience(audience)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor((now + approvalMs) / 1000))
    .sign(keyOf(secret));
}

/** The claims of a link that this secret signed, also when it has expired; `null` for every other string. */
export async function readApproval(token: string, secret: string, now: number): Promise<ReadApproval | null> {
  const rules = { algorithms: ['HS256'], audience, currentDate: new Date(now) };
  try {
    return claimsOf((await jwtVerify(token, keyOf(secret), rules)).payload, false);
  } catch (error) {
    // The signature is looked at before the time.
    return error instanceof errors.JWTExpired ? claimsOf(error.payload, true) : null;
  }
}

function claimsOf({ sub, journey, version, request }: JWTPayload, expired: boolean): ReadApproval | null {
  if (typeof sub !== 'string' || typeof journey !== 'string') return null;
  if (typeof version !== 'string' || typeof request !== 'string') return null;
  return { approver: sub, journey, version, request, expired };
}
