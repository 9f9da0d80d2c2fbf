import type { Delivery } from '../../domain/delivery.ts';
import { verdictOfStatus } from '../failure.ts';
import { fieldsOf, type HttpAnswer } from '../post-once.ts';

/** FCM's own error code in an answer, such as `UNREGISTERED`; Google's front door answers without one. */
export function fcmErrorIn(body: HttpAnswer['body']): string | undefined {
  const { errorCode } = detailIn(body, 'google.firebase.fcm.v1.FcmError');
  return typeof errorCode === 'string' ? errorCode : undefined;
}

/**
 * What FCM's answer for one device proves. https://firebase.google.com/docs/cloud-messaging/error-codes
 *
 * A token is dead when FCM says so, by `UNREGISTERED`, or by `INVALID_ARGUMENT` about the token and not about the
 * message. `SENDER_ID_MISMATCH` is final but kills no token: it belongs to another project, and a wrong project in our
 * own settings would otherwise take everybody's devices off their profiles.
 */
export function verdictOfFcm({ status, body }: HttpAnswer, token: string): Delivery {
  if (status === 200) return { verdict: 'accepted', providerId: typeof body.name === 'string' ? body.name : '' };
  const code = fcmErrorIn(body);
  const name = `FCM ${code ?? String(fieldsOf(body.error).status ?? 'without a status')}`;
  const unreachable = { verdict: 'refused', reason: 'unreachable', detail: `${name} (${status})` } as const;
  if (code === 'UNREGISTERED' || (status === 400 && isAboutToken(body))) return { ...unreachable, dead: [token] };
  return code === 'SENDER_ID_MISMATCH' ? unreachable : verdictOfStatus(status, name);
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
