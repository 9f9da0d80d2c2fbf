import type { ErrorRow } from './table.ts';

/** This account, or this identity, does not reach the number or not with such a message; another provider may. */
const noWayThere = [
  'DESTINATION_COUNTRY_BLOCKED',
  'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
  'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
  'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
  'COUNTRY_CODE_MISMATCH',
  'COUNTRY_NOT_ENABLED',
  'INTERNATIONAL_SENDING_NOT_SUPPORTED',
  'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY',
  'NO_ORIGINATION_IDENTITIES_FOUND',
  'PRICE_OVER_THRESHOLD',
  'SENDER_ID_NOT_REGISTERED',
  'SENDER_ID_NOT_SUPPORTED',
  'SENDER_ID_REQUIRES_REGISTRATION',
];

/** With the number's field, these prove that it is no number; other reasons with it tell of us. */
const malformed = ['FIELD_VALIDATION_FAILED', 'INVALID_PARAMETER', 'CANNOT_PARSE'];

const ours = /^(?:OriginationIdentity|ConfigurationSetName|ProtectConfigurationId)$/i;

/**
 * Errors of End User Messaging `SendTextMessage`, which says by a `Reason` and by `Fields` what they are about.
 * https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export const endUserMessagingErrors: readonly ErrorRow[] = [
  {
    error: 'AccessDenied',
    reasons: ['ACCOUNT_DISABLED', 'INSUFFICIENT_ACCOUNT_REPUTATION'],
    means: 'misconfigured suspended',
  },
  { error: 'AccessDenied', means: 'misconfigured permission' },
  { error: 'Conflict', reasons: ['DESTINATION_PHONE_NUMBER_OPTED_OUT'], means: 'unsubscribed' },
  { error: 'Conflict', reasons: noWayThere, means: 'unreachable' },
  // The number is not active, not made for texts, or registered for another kind of message: every message meets that.
  {
    error: 'Conflict',
    reasons: [
      'RESOURCE_NOT_ACTIVE',
      'MESSAGE_TYPE_MISMATCH',
      'NUMBER_CAPABILITIES_MISMATCH',
      'REGISTRATION_NOT_COMPLETE',
    ],
    means: 'misconfigured sender',
  },
  { error: 'Conflict', means: 'misconfigured resource' },
  { error: 'ResourceNotFound', means: 'misconfigured resource' },
  { error: 'ServiceQuotaExceeded', means: 'misconfigured quota' },
  { error: 'Throttling', means: 'throttled' },
  { error: 'Validation', reasons: noWayThere, means: 'unreachable' },
  { error: 'Validation', field: ours, means: 'misconfigured sender' },
  { error: 'Validation', reasons: malformed, field: /^DestinationPhoneNumber$/i, means: 'dead' },
  {
    error: 'Validation',
    reasons: ['CHANNEL_NOT_ENABLED', 'INVALID_ARN', 'RESOURCE_NOT_ACCESSIBLE', 'UNKNOWN_OPERATION'],
    means: 'misconfigured resource',
  },
  { error: 'Validation', means: 'rejected' },
  { error: 'InternalServer', means: 'in-doubt' },
];

/**
 * Errors of End User Messaging Social `SendWhatsAppMessage`.
 * https://docs.aws.amazon.com/social-messaging/latest/APIReference/API_SendWhatsAppMessage.html
 */
export const socialMessagingErrors: readonly ErrorRow[] = [
  { error: 'AccessDenied', means: 'misconfigured permission' },
  { error: 'AccessDeniedByMeta', means: 'misconfigured permission' },
  { error: 'LimitExceeded', means: 'misconfigured quota' },
  { error: 'ResourceNotFound', means: 'misconfigured resource' },
  {
    error: 'InvalidParameters',
    says: /phone ?number ?id|metaApiVersion|api version/i,
    means: 'misconfigured sender',
  },
  { error: 'InvalidParameters', means: 'rejected' },
  { error: 'Validation', says: /originationPhoneNumberId|metaApiVersion/i, means: 'misconfigured sender' },
  { error: 'Validation', means: 'rejected' },
  { error: 'ThrottledRequest', means: 'throttled' },
  { error: 'Dependency', means: 'in-doubt' },
  { error: 'InternalService', means: 'in-doubt' },
];
