import type { ErrorRow, Meaning } from './table.ts';

/**
 * Errors of Pinpoint `SendMessages`.
 * https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html
 */
export const pinpointErrors: readonly ErrorRow[] = [
  { error: 'NotFound', means: 'misconfigured resource' },
  // The path of an application that is no longer routed.
  { error: 'MethodNotAllowed', means: 'misconfigured resource' },
  { error: 'Forbidden', means: 'misconfigured permission' },
  { error: 'BadRequest', says: /credential|certificate/i, means: 'misconfigured credentials' },
  {
    error: 'BadRequest',
    says: /channel.*(?:disabled|not (?:enabled|configured|found))/i,
    means: 'misconfigured resource',
  },
  { error: 'BadRequest', means: 'rejected' },
  { error: 'PayloadTooLarge', means: 'rejected' },
  { error: 'TooManyRequests', means: 'throttled' },
  { error: 'InternalServerError', means: 'in-doubt' },
];

/**
 * What a final failure of one token says. Pinpoint passes on, within `StatusMessage`, what FCM or Apple answered; only
 * what is about the token itself takes it off a profile.
 * https://firebase.google.com/docs/cloud-messaging/error-codes
 * https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns
 */
const statusMessages: readonly (readonly [says: RegExp, means: Meaning])[] = [
  // A token of another project or app than the credentials': no other message says more, and no token is proven dead.
  [/MismatchSenderId|SENDER_ID_MISMATCH|DeviceTokenNotForTopic|BadEnvironmentKeyInToken/i, 'unreachable'],
  [
    /InvalidProviderToken|ExpiredProviderToken|MissingProviderToken|BadCertificate|THIRD_PARTY_AUTH|UNAUTHENTICATED|InvalidApnsCredential|credential|certificate|authenticat/i,
    'misconfigured credentials',
  ],
  [/TopicDisallowed|BadTopic|MissingTopic|PERMISSION_DENIED|Forbidden/i, 'misconfigured permission'],
  [/channel.*(?:disabled|not (?:enabled|configured|found))|no (?:active )?channel/i, 'misconfigured resource'],
  [
    /Unregistered|NotRegistered|BadDeviceToken|MissingDeviceToken|InvalidRegistration|ExpiredToken|invalid token|expired token|token (?:is )?(?:invalid|expired)|registration token/i,
    'dead',
  ],
  [/payload|too (?:big|large|long)|InvalidDataKey|InvalidTtl|BadCollapseId|BadPriority|INVALID_ARGUMENT/i, 'rejected'],
];

/** @param message `StatusMessage` of a token whose `DeliveryStatus` is `PERMANENT_FAILURE` */
export function meaningOfStatusMessage(message: string): Meaning {
  // Not accepted and not explained: another provider may know a way, and the token stays.
  return statusMessages.find(([says]) => says.test(message))?.[1] ?? 'unreachable';
}
