import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as voice from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { describe, expect, it } from 'vitest';
import { commonErrors, verdictOfAws } from '../../../lib/channels/errors/aws.ts';
import { endUserMessagingErrors, socialMessagingErrors } from '../../../lib/channels/errors/end-user-messaging.ts';
import { meaningOfStatusMessage, pinpointErrors } from '../../../lib/channels/errors/pinpoint.ts';
import { secretErrors, verdictOfSecret } from '../../../lib/channels/errors/secret.ts';
import { sesErrors, verdictOfSes } from '../../../lib/channels/errors/ses.ts';
import { snsErrors } from '../../../lib/channels/errors/sns.ts';
import { bareName, type ErrorRow } from '../../../lib/channels/errors/table.ts';

const installed = createRequire(import.meta.url);

/** The errors that an installed client's own model names for an operation. */
function modelled(client: string, operation: string): string[] {
  const types = join(dirname(installed.resolve(`${client}/package.json`)), 'dist-types');
  const text = readFileSync(join(types, 'commands', `${operation}Command.d.ts`), 'utf8');
  const named = [...text.matchAll(/@throws \{@link (\w+)\} \((?:client|server) fault\)/g)].map(([, name = '']) => name);
  expect(named.length, `${operation} names its errors`).toBeGreaterThan(0);
  return named;
}

it.each<[string, string, readonly ErrorRow[]]>([
  ['@aws-sdk/client-sesv2', 'SendEmail', sesErrors],
  ['@aws-sdk/client-sns', 'Publish', snsErrors],
  ['@aws-sdk/client-sns', 'CreatePlatformEndpoint', snsErrors],
  ['@aws-sdk/client-pinpoint', 'SendMessages', pinpointErrors],
  ['@aws-sdk/client-pinpoint-sms-voice-v2', 'SendTextMessage', endUserMessagingErrors],
  ['@aws-sdk/client-socialmessaging', 'SendWhatsAppMessage', socialMessagingErrors],
  ['@aws-sdk/client-secrets-manager', 'GetSecretValue', secretErrors],
])('%s %s: the table knows every error of the installed model', (client, operation, rows) => {
  const known = new Set(rows.map(({ error }) => error));
  expect(modelled(client, operation).filter((name) => !known.has(bareName(name)))).toEqual([]);
});

it.each([
  ['sesErrors', sesErrors],
  ['snsErrors', snsErrors],
  ['pinpointErrors', pinpointErrors],
  ['endUserMessagingErrors', endUserMessagingErrors],
  ['socialMessagingErrors', socialMessagingErrors],
  ['secretErrors', secretErrors],
  ['commonErrors', commonErrors],
] as const)('%s: each error has a row without conditions, its last', (_, rows) => {
  const narrow = ({ says, reasons, field }: ErrorRow) => Boolean(says ?? reasons ?? field);
  for (const name of new Set(rows.map(({ error }) => error))) {
    const conditions = rows.filter(({ error }) => error === name).map(narrow);
    expect(conditions, name).toEqual([...conditions.slice(1).map(() => true), false]);
  }
});

describe('the reasons of End User Messaging', () => {
  const named = new Set(endUserMessagingErrors.flatMap(({ reasons = [] }) => reasons));
  const reasons = {
    ...voice.AccessDeniedExceptionReason,
    ...voice.ConflictExceptionReason,
    ...voice.ServiceQuotaExceededExceptionReason,
    ...voice.ValidationExceptionReason,
  };

  it('that the table names are those of the installed model', () => {
    expect([...named].filter((reason) => !(reason in reasons))).toEqual([]);
  });

  it('that are about the destination never blame our account, whatever the model adds', () => {
    const about = Object.keys(reasons).filter(
      (reason) => reason.includes('DESTINATION_PHONE') || /DESTINATION_COUNTRY/.test(reason),
    );
    expect(about.filter((reason) => !named.has(reason))).toEqual([]);
  });
});

const failure = (name: string, httpStatusCode: number | undefined, message = '') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

describe('SES', () => {
  const ada = 'ada@example.com';
  const unverified = (...identities: string[]) =>
    `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${identities.join(', ')}`;
  const sender = { verdict: 'misconfigured', reason: 'sender' };
  const recipient = { verdict: 'refused', reason: 'unreachable' };
  it.each([
    ['MessageRejected', 400, unverified('Heron <hello@example.org>', 'example.org'), sender],
    ['MessageRejected', 400, unverified('hello@example.org', 'ada@example.com'), sender],
    ['MessageRejected', 400, unverified('ADA@example.com'), recipient],
    ['MessageRejected', 400, unverified('Ada <ada@example.com>', 'example.com'), recipient],
    ['MessageRejected', 400, 'Email address is not verified.', sender],
    ['MessageRejected', 400, 'Sending suspended for this account.', { verdict: 'misconfigured', reason: 'suspended' }],
    ['MessageRejected', 400, 'The message contains a virus.', { verdict: 'refused', reason: 'rejected' }],
    ['MailFromDomainNotVerifiedException', 400, '', sender],
    ['AccountSuspendedException', 400, '', { verdict: 'misconfigured', reason: 'suspended' }],
    ['SendingPausedException', 400, '', { verdict: 'misconfigured', reason: 'suspended' }],
    [
      'NotFoundException',
      404,
      'Configuration set <x> does not exist.',
      { verdict: 'misconfigured', reason: 'resource' },
    ],
    ['BadRequestException', 400, 'Illegal address', { verdict: 'refused', reason: 'rejected' }],
    ['LimitExceededException', 400, 'Daily message quota exceeded.', { verdict: 'misconfigured', reason: 'quota' }],
    [
      'TooManyRequestsException',
      429,
      'Maximum sending rate exceeded.',
      { verdict: 'unavailable', reason: 'throttled' },
    ],
  ])('%s %i %s', (name, status, message, verdict) => {
    const delivery = verdictOfSes(failure(name, status, message), ada);
    expect(delivery).toMatchObject(verdict);
    expect(delivery).not.toHaveProperty('dead');
    expect(JSON.stringify(delivery)).not.toContain(ada);
  });
});

describe('any AWS service', () => {
  const down = { verdict: 'unavailable', reason: 'down' };
  const ours = (reason: string) => ({ verdict: 'misconfigured', reason });
  it.each([
    ['ExpiredTokenException', 403, ours('credentials')],
    ['ExpiredToken', 400, ours('credentials')],
    ['UnrecognizedClientException', 400, ours('credentials')],
    ['AccessDenied', 403, ours('permission')],
    ['Throttling', 400, { verdict: 'unavailable', reason: 'throttled' }],
    ['ServiceUnavailable', 503, down],
    ['NobodyKnowsException', 400, ours('unknown')],
    ['NobodyKnowsException', 403, ours('permission')],
    ['NobodyKnowsException', 503, down],
    ['NobodyKnowsException', 500, { verdict: 'in-doubt' }],
    ['RequestTimeout', 408, { verdict: 'in-doubt' }],
    // What broke on the way may have been carried out, whatever it is called.
    ['ThrottlingException', 500, { verdict: 'in-doubt' }],
    ['CredentialsProviderError', undefined, ours('credentials')],
    ['TimeoutError', undefined, { verdict: 'in-doubt' }],
  ])('%s %s', (name, status, verdict) => {
    expect(verdictOfAws([], failure(name, status), 'x')).toMatchObject(verdict);
  });

  it('a connection that was never made proves that nothing left', () => {
    const message = 'the request socket did not establish a connection with the server within the configured timeout';
    expect(verdictOfAws([], failure('TimeoutError', undefined, message), 'x')).toMatchObject(down);
    const refused = Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall: 'connect' });
    expect(verdictOfAws([], refused, 'x')).toMatchObject(down);
    expect(verdictOfAws([], Object.assign(new Error('x'), { code: 'ECONNRESET', syscall: 'read' }), 'x')).toMatchObject(
      {
        verdict: 'in-doubt',
      },
    );
  });

  it('a secret that cannot be read proves that nothing was sent', () => {
    expect(verdictOfSecret(failure('ResourceNotFoundException', 400))).toMatchObject(ours('credentials'));
    expect(verdictOfSecret(failure('DecryptionFailure', 400))).toMatchObject(ours('encryption'));
    expect(verdictOfSecret(failure('InternalServiceError', 500))).toMatchObject(down);
    expect(verdictOfSecret(failure('TimeoutError', undefined))).toMatchObject(down);
    expect(verdictOfSecret(new Error('the secret polyphony/fcm has no text'))).toMatchObject(ours('credentials'));
  });
});

describe('Pinpoint, of one token that failed for good', () => {
  it.each([
    [
      '{"errorMessage":"Unregistered or expired token","channelType":"GCM","pushProviderError":"NotRegistered"}',
      'dead',
    ],
    ['{"errorMessage":"Unregistered or expired token","pushProviderStatusCode":"410"}', 'dead'],
    ['{"errorMessage":"Invalid token","pushProviderError":"BadDeviceToken"}', 'dead'],
    ['{"pushProviderError":"MismatchSenderId"}', 'unreachable'],
    ['{"pushProviderError":"DeviceTokenNotForTopic"}', 'unreachable'],
    ['{"pushProviderError":"ExpiredProviderToken"}', 'misconfigured credentials'],
    ['{"errorMessage":"Push credentials are invalid"}', 'misconfigured credentials'],
    ['{"errorMessage":"The APNS channel is disabled"}', 'misconfigured resource'],
    ['{"pushProviderError":"PayloadTooLarge"}', 'rejected'],
    ['', 'unreachable'],
    ['something new', 'unreachable'],
  ])('%s', (message, meaning) => {
    expect(meaningOfStatusMessage(message)).toBe(meaning);
  });
});
