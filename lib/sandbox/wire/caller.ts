import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from './call.ts';

/** Access keys of this form are those of the stack's own functions. */
const functionKey = 'FUNCTION.';

/** The access key that identifies a function in every call it makes. */
export function accessKeyOf(functionName: string): string {
  return `${functionKey}${functionName}`;
}

/** Header by which the Lambda runtime marks each call with the invocation that makes it. */
export const invocationHeader = 'x-polyphony-invocation';

/** Names one try of an invocation, after its function. */
export function attemptName(functionName: string, nth: number): string {
  return `${functionName}-${nth}`;
}

/**
 * Reads who calls out of the signature's credential, or for what is not signed for AWS out of the invocation's own name.
 * Signatures themselves are not checked.
 */
export function callerOf(headers: IncomingHttpHeaders): Caller {
  const key = scopeOf(headers)[0] ?? '';
  const invocation = headers[invocationHeader];
  if (typeof invocation === 'string') return { function: invocation.replace(/-\d+$/, ''), invocation };
  return key.startsWith(functionKey) ? { function: key.slice(functionKey.length) } : {};
}

/** The service that the request is signed for, such as `ses`; empty when it is not signed. */
export function signedFor(headers: IncomingHttpHeaders): string {
  return scopeOf(headers)[3] ?? '';
}

function scopeOf(headers: IncomingHttpHeaders): string[] {
  return /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1]?.split('/') ?? [];
}
