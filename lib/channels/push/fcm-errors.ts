import type { Delivery } from '../../domain/delivery.ts';
import { deliveryOf, type Meaning, meaningOfStatus } from '../errors/table.ts';
import { fieldsOf, type HttpAnswer } from '../post-once.ts';

/** FCM's own error code in an answer, such as `UNREGISTERED`; Google's front door answers without one. */
export function fcmErrorIn(body: HttpAnswer['body']): string | undefined {
  const { errorCode } = detailIn(body, 'google.firebase.fcm.v1.FcmError');
  return typeof errorCode === 'string' ? errorCode : undefined;
}

/** FCM's own codes. https://firebase.google.com/docs/cloud-messaging/error-codes */
const fcmErrors: Readonly<Record<string, Meaning>> = {
  UNREGISTERED: 'dead',
  // The token belongs to another project: a wrong project in our own settings would otherwise take everybody's devices
  // off their profiles.
  SENDER_ID_MISMATCH: 'unreachable',
  // The project's key for Apple or for web push is missing or wrong.
  THIRD_PARTY_AUTH_ERROR: 'misconfigured credentials',
  QUOTA_EXCEEDED: 'throttled',
  UNAVAILABLE: 'down',
};

/** What Google's front door says of a call before FCM reads it. https://cloud.google.com/apis/design/errors */
const googleErrors: Readonly<Record<string, Meaning>> = {
  UNAUTHENTICATED: 'misconfigured credentials',
  PERMISSION_DENIED: 'misconfigured permission',
  // No such project, or the API is not enabled in it.
  NOT_FOUND: 'misconfigured resource',
  FAILED_PRECONDITION: 'misconfigured resource',
  RESOURCE_EXHAUSTED: 'throttled',
  UNAVAILABLE: 'down',
};

/** What FCM's answer for one device proves. A token is dead when FCM says so: by `UNREGISTERED`, or by an invalid argument. */
export function verdictOfFcm({ status, body }: HttpAnswer, token: string): Delivery {
  if (status === 200) return { verdict: 'accepted', providerId: typeof body.name === 'string' ? body.name : '' };
  const code = fcmErrorIn(body);
  const google = String(fieldsOf(body.error).status ?? '');
  const detail = `FCM ${code ?? (google || 'without a status')} (${status})`;
  return deliveryOf(meaningOf(status, body, code, google), detail, token);
}

function meaningOf(status: number, body: HttpAnswer['body'], code: string | undefined, google: string): Meaning {
  // What broke on the way may have been carried out, whatever it is called.
  if (status >= 500 && status !== 503) return 'in-doubt';
  if (status === 400 && isAboutToken(body)) return 'dead';
  if (status === 400 && (code === 'INVALID_ARGUMENT' || isAboutMessage(body))) return 'rejected';
  const known = code === undefined ? googleErrors[google] : fcmErrors[code];
  return known ?? (status === 404 ? 'misconfigured resource' : meaningOfStatus(status));
}

/** Something within the message, rather than the project or the call. */
function isAboutMessage(body: HttpAnswer['body']): boolean {
  const { fieldViolations } = detailIn(body, 'google.rpc.BadRequest');
  return (
    Array.isArray(fieldViolations) &&
    fieldViolations.length > 0 &&
    fieldViolations.every((each) => /^message(?:\.|\[|$)/.test(String(fieldsOf(each).field)))
  );
}

/** `INVALID_ARGUMENT` says which argument in its violations, or else only in its message. */
function isAboutToken(body: HttpAnswer['body']): boolean {
  const { fieldViolations } = detailIn(body, 'google.rpc.BadRequest');
  if (Array.isArray(fieldViolations)) {
    return fieldViolations.length > 0 && fieldViolations.every((each) => fieldsOf(each).field === 'message.token');
  }
  return /registration token/i.test(String(fieldsOf(body.error).message));
}

function detailIn(body: HttpAnswer['body'], type: string): HttpAnswer['body'] {
  const { details } = fieldsOf(body.error);
  const list: readonly unknown[] = Array.isArray(details) ? details : [];
  return list.map(fieldsOf).find((detail) => detail['@type'] === `type.googleapis.com/${type}`) ?? {};
}
