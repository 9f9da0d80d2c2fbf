import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fcm } from '../../../lib/channels/push/fcm.ts';
import type { Address, Envelope } from '../../../lib/domain/delivery.ts';
import { type Asked, answering, nobody, type Scripted } from '../answering.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const monday = Date.UTC(2027, 0, 11, 9);

let google: Awaited<ReturnType<typeof answering>>;
let granted: number;
let grant: () => Scripted;
let says: (token: string, bearer: string) => Scripted;
let now: number;
beforeAll(async () => {
  google = await answering(({ path, body, headers }: Asked) => {
    if (path === '/token') return grant();
    return says(JSON.parse(body).message.token, String(headers.authorization));
  });
});
beforeEach(() => {
  google.asked.length = 0;
  [granted, now] = [0, monday];
  grant = () => [200, { access_token: `access-${++granted}`, expires_in: 3_599, token_type: 'Bearer' }];
  says = (token) => [200, { name: `projects/p/messages/${token}` }];
});
afterAll(() => google.close());

const keyFile = (tokenUri = `${google.url}/token`) =>
  JSON.stringify({
    client_email: 'sender@p.iam.gserviceaccount.com',
    private_key_id: 'key-1',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: tokenUri,
  });
const provider = (file = keyFile(), endpoint = google.url) =>
  fcm({ projectId: 'p', keyFile: async () => file, endpoint, now: () => now });
const envelope = (addresses: readonly Address[], body = 'There'): Envelope => ({
  touchId: 'touch-1',
  user: 'ada',
  purpose: 'marketing',
  at: 0,
  to: addresses,
  message: { channel: 'push', title: 'Hi', body },
});
const phone: Address = { address: 'phone', platform: 'fcm' };
const tablet: Address = { address: 'tablet', platform: 'fcm' };
const sends = () => google.asked.filter(({ path }) => path !== '/token');

const failed = (status: number, errorCode?: string, message = 'm', details: object[] = []): Scripted => {
  const type = 'type.googleapis.com/google.firebase.fcm.v1.FcmError';
  return [
    status,
    { error: { code: status, message, details: [...(errorCode ? [{ '@type': type, errorCode }] : []), ...details] } },
  ];
};
const violation = (field: string) => ({
  '@type': 'type.googleapis.com/google.rpc.BadRequest',
  fieldViolations: [{ field, description: 'wrong' }],
});

describe('what FCM says of a device', () => {
  const unreachable = { verdict: 'refused', reason: 'unreachable' };
  it.each<[string, Scripted, object]>([
    ['an app that is gone', failed(404, 'UNREGISTERED'), { ...unreachable, dead: ['phone'] }],
    [
      'a token that is none',
      failed(400, 'INVALID_ARGUMENT', 'The registration token is not a valid FCM registration token'),
      { ...unreachable, dead: ['phone'] },
    ],
    ['a wrong token field', failed(400, undefined, 'm', [violation('message.token')]), { dead: ['phone'] }],
    [
      'a wrong message',
      failed(400, 'INVALID_ARGUMENT', 'not a registration token, but', [violation('message.data[0].value')]),
      { verdict: 'refused', reason: 'rejected' },
    ],
    ['another project’s token', failed(403, 'SENDER_ID_MISMATCH'), unreachable],
    ['a project without permission', failed(403), { verdict: 'misconfigured', reason: 'permission' }],
    ['a project that is not there', failed(404), { verdict: 'misconfigured', reason: 'resource' }],
    ['a call that nobody explains', failed(400), { verdict: 'misconfigured', reason: 'unknown' }],
    [
      'Apple’s key is wrong',
      failed(401, 'THIRD_PARTY_AUTH_ERROR'),
      { verdict: 'misconfigured', reason: 'credentials' },
    ],
    ['too much at once', failed(429, 'QUOTA_EXCEEDED'), { verdict: 'unavailable', reason: 'throttled' }],
    ['overloaded', failed(503, 'UNAVAILABLE'), { verdict: 'unavailable', reason: 'down' }],
    ['broken', failed(500, 'INTERNAL'), { verdict: 'in-doubt' }],
    ['no answer', null, { verdict: 'in-doubt' }],
  ])('%s', async (_, answer, verdict) => {
    says = () => answer;
    const delivery = await provider().send(envelope([phone]));
    expect(delivery).toMatchObject(verdict);
    expect('dead' in delivery).toBe('dead' in verdict);
    expect(sends()).toHaveLength(1);
  });
});

describe('a person with several devices', () => {
  it('is reached when one is, and loses the tokens that are dead', async () => {
    says = (token) => (token === 'phone' ? failed(404, 'UNREGISTERED') : [200, { name: 'm' }]);
    expect(await provider().send(envelope([phone, tablet]))).toMatchObject({
      verdict: 'accepted',
      providerId: 'm',
      dead: ['phone'],
      each: [
        { address: 'phone', delivery: { verdict: 'refused' } },
        { address: 'tablet', delivery: { verdict: 'accepted' } },
      ],
    });
    expect(google.asked.filter(({ path }) => path === '/token')).toHaveLength(1);
  });

  it('gets it on those that FCM knows; with Apple tokens only, another provider may try', async () => {
    const apple: Address = { address: 'apple', platform: 'apns' };
    await provider().send(envelope([apple, phone]));
    expect(sends().map(({ body }) => JSON.parse(body).message.token)).toEqual(['phone']);
    google.asked.length = 0;
    expect(await provider().send(envelope([apple]))).toEqual({
      verdict: 'refused',
      reason: 'unreachable',
      detail: 'no device that it reaches',
      each: [],
    });
    expect(google.asked).toEqual([]);
    expect([phone, apple].map((device) => provider().reaches?.(device))).toEqual([true, false]);
  });
});

describe('the access token', () => {
  it('is asked for with a JWT that the key signed, for this scope and an hour', async () => {
    await provider().send(envelope([phone]));
    const form = new URLSearchParams(google.asked[0]?.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const assertion = form.get('assertion') ?? '';
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-1' });
    const { payload } = await jwtVerify(assertion, publicKey, { currentDate: new Date(monday) });
    expect(payload).toEqual({
      iss: 'sender@p.iam.gserviceaccount.com',
      scope: 'https://www.googleapis.com/auth/firebase.messaging',
      aud: `${google.url}/token`,
      iat: monday / 1_000,
      exp: monday / 1_000 + 3_600,
    });
    expect(sends()[0]?.headers.authorization).toBe('Bearer access-1');
  });

  it('is kept until shortly before it ends', async () => {
    const { send } = provider();
    await send(envelope([phone]));
    now = monday + 3_538_000;
    await send(envelope([phone]));
    now = monday + 3_539_000;
    await send(envelope([phone]));
    expect(sends().map(({ headers }) => headers.authorization)).toEqual([
      'Bearer access-1',
      'Bearer access-1',
      'Bearer access-2',
    ]);
  });

  it('is renewed once when it is turned away', async () => {
    const { send } = provider();
    says = (_, bearer) => (bearer === 'Bearer access-1' ? failed(401) : [200, { name: 'm' }]);
    expect(await send(envelope([phone, tablet]))).toMatchObject({ verdict: 'accepted' });
    expect(granted).toBe(2);
    says = () => failed(401);
    expect(await send(envelope([phone]))).toMatchObject({ verdict: 'misconfigured', reason: 'credentials' });
    expect(granted).toBe(3);
  });

  it('that cannot be had proves that nothing was sent', async () => {
    const down = { verdict: 'unavailable', reason: 'down' };
    const ours = { verdict: 'misconfigured', reason: 'credentials' };
    grant = () => [400, { error: 'invalid_grant' }];
    expect(await provider().send(envelope([phone]))).toMatchObject({ ...ours, detail: 'no access token (400)' });
    grant = () => [503, {}];
    expect(await provider().send(envelope([phone]))).toMatchObject({ ...down, detail: 'no access token (503)' });
    grant = () => null;
    expect(await provider().send(envelope([phone]))).toMatchObject(down);
    expect(await provider(keyFile(await nobody())).send(envelope([phone]))).toMatchObject(down);
    for (const file of ['', '{}', keyFile().replace('BEGIN', 'END')]) {
      expect(await provider(file).send(envelope([phone]))).toMatchObject(ours);
    }
    expect(sends()).toEqual([]);
  });
});

it('refuses what is too large for FCM before it is sent', async () => {
  expect(await provider().send(envelope([phone], 'ü'.repeat(2_100)))).toMatchObject({
    verdict: 'refused',
    reason: 'rejected',
    detail: expect.stringContaining('FCM takes 4096'),
  });
  expect(google.asked).toEqual([]);
});

it('keeps an app link out of what browsers follow', async () => {
  const message = { channel: 'push', title: 'Hi', body: 'There', url: 'heron://notes/1' } as const;
  await provider().send({ ...envelope([phone]), message });
  expect(JSON.parse(sends()[0]?.body ?? '')).toEqual({
    message: {
      token: 'phone',
      notification: { title: 'Hi', body: 'There' },
      data: { touchId: 'touch-1', url: 'heron://notes/1' },
    },
  });
});
