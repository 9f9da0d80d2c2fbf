import type { ErrorRow } from './table.ts';

/**
 * Errors of SNS `Publish` and `CreatePlatformEndpoint`. A parameter at fault is named in the message only:
 * `Invalid parameter: PhoneNumber Reason: …`.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html
 */
export const snsErrors: readonly ErrorRow[] = [
  { error: 'OptedOut', means: 'unsubscribed' },
  { error: 'EndpointDisabled', means: 'dead' },
  { error: 'InvalidParameter', says: /opted out/i, means: 'unsubscribed' },
  { error: 'InvalidParameter', says: /\bPhoneNumber\b/, means: 'dead' },
  { error: 'InvalidParameter', says: /Invalid parameter: Token\b/, means: 'dead' },
  { error: 'InvalidParameter', says: /SenderID|OriginationNumber/i, means: 'misconfigured sender' },
  { error: 'InvalidParameter', says: /Platform ?Application/i, means: 'misconfigured resource' },
  { error: 'InvalidParameter', means: 'rejected' },
  { error: 'InvalidParameterValue', means: 'rejected' },
  { error: 'ParameterValueInvalid', means: 'rejected' },
  { error: 'Validation', means: 'rejected' },
  { error: 'AuthorizationError', means: 'misconfigured permission' },
  { error: 'InvalidSecurity', means: 'misconfigured credentials' },
  { error: 'KMSAccessDenied', means: 'misconfigured encryption' },
  { error: 'KMSDisabled', means: 'misconfigured encryption' },
  { error: 'KMSInvalidState', means: 'misconfigured encryption' },
  { error: 'KMSNotFound', means: 'misconfigured encryption' },
  { error: 'KMSOptInRequired', means: 'misconfigured encryption' },
  { error: 'KMSThrottling', means: 'throttled' },
  { error: 'NotFound', means: 'misconfigured resource' },
  // SNS disables an application when FCM or APNs refuses its credentials.
  { error: 'PlatformApplicationDisabled', means: 'misconfigured credentials' },
  { error: 'Throttled', means: 'throttled' },
  { error: 'InternalError', means: 'in-doubt' },
];
