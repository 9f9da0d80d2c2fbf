/** The one account and region that the sandbox is. */
export const account = '000000000000';
export const region = 'us-east-1';

/** An ARN in this account and region. */
export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** The part of an ARN or name after its last colon. */
export function lastPart(arnOrName: string): string {
  return arnOrName.slice(arnOrName.lastIndexOf(':') + 1);
}
