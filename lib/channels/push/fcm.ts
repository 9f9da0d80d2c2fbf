import type { Address, Delivery, Envelope, Provider, ProviderAnswer } from '../../domain/delivery.ts';
import type { PushMessage } from '../../domain/message.ts';
import { verdictOfSecret } from '../errors/secret.ts';
import { verdictOf } from '../failure.ts';
import { giveUp, type HttpAnswer, postOnce } from '../post-once.ts';
import { overDevices } from './devices.ts';
import { fcmErrorIn, verdictOfFcm } from './fcm-errors.ts';
import { AccessDown, googleAccess } from './google-access.ts';

export interface FcmSettings {
  readonly projectId: string;
  /** Reads the service account's key file, JSON as Google gives it. */
  readonly keyFile: () => Promise<string>;
  /** @default Google's own */
  readonly endpoint?: string | undefined;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

const scope = 'https://www.googleapis.com/auth/firebase.messaging';
/** What FCM takes, in bytes. */
const maxPayload = 4_096;

/**
 * Push through Firebase Cloud Messaging, HTTP v1: a call for each device. The app gets the touch id as data and reports
 * opens with it.
 *
 * It carries what is registered with FCM, on any system: tokens of the platform `fcm`. An Apple token (`apns`) is no FCM
 * token: it is left to another provider, and not proven dead.
 */
export function fcm({ projectId, keyFile, endpoint, now = () => Date.now() }: FcmSettings): Provider {
  const access = googleAccess(keyFile, scope, now);
  const url = `${endpoint ?? 'https://fcm.googleapis.com'}/v1/projects/${projectId}/messages:send`;

  async function sendTo(token: string, payload: object, signal: AbortSignal, mayRenew = true): Promise<Delivery> {
    let bearer: string;
    try {
      bearer = await access.token(signal);
    } catch (error) {
      if (error instanceof AccessDown) return { verdict: 'unavailable', reason: 'down', detail: error.message };
      return verdictOfSecret(error);
    }
    let answer: HttpAnswer;
    try {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
      answer = await postOnce(url, { headers, body: JSON.stringify({ message: { token, ...payload } }), signal });
    } catch (error) {
      return verdictOf(error);
    }
    // 401 proves that nothing was accepted: the access token may have been revoked before its time.
    if (answer.status === 401 && fcmErrorIn(answer.body) === undefined && mayRenew) {
      access.forget(bearer);
      return sendTo(token, payload, signal, false);
    }
    return verdictOfFcm(answer, token);
  }

  return {
    name: 'fcm',
    channel: 'push',
    echoes: true,
    reaches,
    async send({ to, message, touchId }: Envelope): Promise<ProviderAnswer> {
      if (message.channel !== 'push') throw new TypeError(`fcm carries push, not ${message.channel}`);
      const payload = payloadOf(message, touchId);
      const bytes = Buffer.byteLength(JSON.stringify(payload));
      if (bytes > maxPayload) {
        return { verdict: 'refused', reason: 'rejected', detail: `${bytes} bytes; FCM takes ${maxPayload}` };
      }
      const signal = giveUp();
      return overDevices(to.filter(reaches), ({ address }) => sendTo(address, payload, signal));
    },
  };
}

/** FCM takes its own registration tokens and no others. */
const reaches = ({ platform }: Address): boolean => platform !== 'apns';

/** The link is data, for the app to follow; browsers follow an https one by themselves. */
function payloadOf({ title, body, url }: PushMessage, touchId: string) {
  return {
    notification: { title, body },
    data: { touchId, ...(url !== undefined && { url }) },
    ...(url?.startsWith('https://') && { webpush: { fcm_options: { link: url } } }),
  };
}
