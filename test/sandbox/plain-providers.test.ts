import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { touchId } from '../../lib/domain/touch-id.ts';
import { ensureAssembly } from '../../lib/infra/ensure-assembly.ts';
import { startSandbox } from '../../lib/sandbox/index.ts';
import { Client, signUp } from './client.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
beforeEach(() => stack.client.control('reset', {}));

interface Description {
  readonly api: string;
  readonly twilioAccountSid: string;
  readonly twilioAuthToken: string;
  readonly twilioNumber: string;
  readonly twilioWhatsappNumber: string;
  readonly webhooks: object;
  readonly secrets: Readonly<Record<string, { readonly name: string; readonly value: string }>>;
}
let described: Description;
beforeAll(async () => {
  described = await stack.client.control<Description>('describe');
});

const touch = touchId({ user: 'ada', run: runId('welcome', 'ada', ''), step: 'hello' });
const post = async (path: string, headers: Readonly<Record<string, string>>, body: string | URLSearchParams) => {
  const answer = await fetch(`${stack.client.url}${path}`, { method: 'POST', headers, body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe('Twilio', () => {
  const text = { To: '+4915112345678', From: '+15005550006', Body: 'Hi & there' };
  const create = (form: Readonly<Record<string, string>>, token = described.twilioAuthToken) => {
    const { twilioAccountSid: sid } = described;
    const authorization = `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`;
    return post(`/2010-04-01/Accounts/${sid}/Messages.json`, { authorization }, new URLSearchParams(form));
  };

  it('is described: account, token, number and where its webhooks go', () => {
    const api = `${stack.client.url}/_api`;
    expect(described).toMatchObject({
      twilioAccountSid: `AC${'0'.repeat(32)}`,
      twilioAuthToken: expect.stringMatching(/^[0-9a-f]{32}$/),
      twilioNumber: '+15005550006',
      twilioWhatsappNumber: '+14155238886',
      webhooks: {
        twilioStatus: `${api}/webhooks/twilio/status`,
        twilioInbound: `${api}/webhooks/twilio/inbound`,
      },
      secrets: {
        twilio: { name: 'polyphony/twilio', value: JSON.stringify({ authToken: described.twilioAuthToken }) },
      },
    });
  });

  it('answers the message that it made, and records it', async () => {
    const StatusCallback = `${described.api}/webhooks/twilio/status?touch=${touch}`;
    const { status, body } = await create({ ...text, StatusCallback });
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
        account_sid: described.twilioAccountSid,
        status: 'queued',
        to: text.To,
        from: text.From,
        body: text.Body,
        error_code: null,
        date_created: 'Mon, 11 Jan 2027 09:00:00 +0000',
      }),
    ]);
    expect(await stack.client.outbox()).toEqual([
      {
        at: '2027-01-11T09:00:00Z',
        userId: 'ada',
        touchId: touch,
        journey: null,
        step: 'hello',
        channel: 'sms',
        provider: 'twilio',
        providerId: body.sid,
        to: text.To,
        content: { text: text.Body },
        request: new URLSearchParams({ ...text, StatusCallback }).toString(),
      },
    ]);
  });

  it('takes a template for WhatsApp, and what belongs to no touch', async () => {
    const ContentSid = `HX${'0'.repeat(32)}`;
    const To = 'whatsapp:+4915112345678';
    const From = 'whatsapp:+14155238886';
    expect(await create({ To, From, ContentSid, ContentVariables: '{"1":"Ada"}' })).toMatchObject({ status: 201 });
    expect(await stack.client.outbox()).toMatchObject([
      {
        touchId: null,
        userId: null,
        channel: 'whatsapp',
        to: '+4915112345678',
        content: { template: ContentSid, variables: { 1: 'Ada' } },
      },
    ]);
  });

  it.each([
    [{ To: '' }, 21604],
    [{ To: '015112345678' }, 21211],
    [{ From: '' }, 21603],
    [{ From: '+15005550001' }, 21606],
    [{ From: 'whatsapp:+14155238886' }, 21910],
    [{ To: 'whatsapp:+4915112345678', From: 'whatsapp:+15005550006' }, 63007],
    [{ MessagingServiceSid: `MG${'0'.repeat(32)}` }, 21701],
    [{ Body: '' }, 21602],
    [{ Body: 'a'.repeat(1_601) }, 21617],
    [{ ContentSid: 'hello' }, 21655],
    [{ ContentVariables: 'Ada' }, 21656],
    [{ StatusCallback: 'here' }, 21609],
  ])('refuses %j with %i', async (more, code) => {
    expect(await create({ ...text, ...more })).toEqual({
      status: 400,
      body: { code, message: expect.any(String), more_info: `https://www.twilio.com/docs/errors/${code}`, status: 400 },
    });
    expect(await stack.client.outbox()).toEqual([]);
  });

  it('lets in nobody without the token, and has nothing that it has not', async () => {
    expect(await create(text, 'guessed')).toMatchObject({ status: 401, body: { code: 20003 } });
    const calls = await post('/2010-04-01/Accounts/AC0/Calls.json', {}, '');
    expect(calls.body.message).toContain('POST /2010-04-01/Accounts/AC0/Calls.json of Twilio');
  });

  it('refuses for the reason that it is told', async () => {
    await stack.client.control('providers/twilio', { behave: 'reject', code: 21610, times: 1 });
    expect(await create(text)).toMatchObject({ status: 400, body: { code: 21610 } });
    await stack.client.control('providers/twilio', { behave: 'reject', times: 1 });
    expect(await create(text)).toMatchObject({ status: 400, body: { code: 21617 } });
    expect(await create(text)).toMatchObject({ status: 201 });
  });

  it.each([
    ['twilio', { behave: 'reject', code: 5 }, '21610'],
    ['twilio', { behave: 'down', code: 21610 }, 'code goes with reject'],
    ['fcm', { behave: 'reject', code: 21610 }, 'UNREGISTERED'],
    ['ses', { behave: 'reject', code: 21610 }, 'left out'],
  ])('%s is not told %j', async (provider, order, why) => {
    await expect(stack.client.control(`providers/${provider}`, order)).rejects.toThrow(why);
  });
});

describe('FCM', () => {
  const claims = { scope: 'https://www.googleapis.com/auth/firebase.messaging' };
  const send = (message: unknown, bearer: string, project = 'example-app') =>
    post(
      `/v1/projects/${project}/messages:send`,
      { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      JSON.stringify({ message }),
    );

  interface Grant {
    readonly key?: KeyObject;
    readonly audience?: string;
    readonly issuer?: string;
    readonly scope?: string;
    readonly from?: string;
    readonly until?: string;
  }
  const grant = async (given: Grant = {}) => {
    const file = JSON.parse(described.secrets.fcm?.value ?? '') as Record<
      'private_key' | 'client_email' | 'token_uri',
      string
    >;
    const assertion = await new SignJWT({ ...claims, ...(given.scope && { scope: given.scope }) })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(given.issuer ?? file.client_email)
      .setAudience(given.audience ?? file.token_uri)
      .setIssuedAt(new Date(given.from ?? '2027-01-11T09:00:00Z'))
      .setExpirationTime(new Date(given.until ?? '2027-01-11T10:00:00Z'))
      .sign(given.key ?? createPrivateKey(file.private_key));
    const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    return post('/token', {}, new URLSearchParams({ grant_type, assertion }));
  };
  const bearer = async () => String((await grant()).body.access_token);

  it('sends for who holds an access token, until that ends in virtual time', async () => {
    const token = await bearer();
    const message = { token: 'phone', notification: { title: 'Hi', body: 'There' }, data: { touchId: touch } };
    const { status, body } = await send(message, token);
    expect(status).toBe(200);
    expect(body.name).toMatch(/^projects\/example-app\/messages\//);
    expect(await stack.client.outbox()).toMatchObject([
      {
        userId: 'ada',
        touchId: touch,
        channel: 'push',
        provider: 'fcm',
        providerId: body.name,
        to: 'phone',
        content: { title: 'Hi', text: 'There' },
        request: { message },
      },
    ]);
    await stack.client.advance('PT1H');
    expect(await send(message, token)).toMatchObject({ status: 401, body: { error: { status: 'UNAUTHENTICATED' } } });
  });

  it.each<[string, Grant]>([
    ['signed by another key', { key: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey }],
    ['for another audience', { audience: 'https://example.com/token' }],
    ['from another account', { issuer: 'nobody@example.com' }],
    ['for another scope', { scope: 'https://www.googleapis.com/auth/drive' }],
    ['that has ended', { from: '2027-01-11T07:00:00Z', until: '2027-01-11T08:00:00Z' }],
    ['for longer than an hour', { until: '2027-01-11T10:00:01Z' }],
  ])('issues no token for an assertion %s', async (_, given) => {
    expect(await grant(given)).toMatchObject({ status: 400, body: { error: expect.stringMatching(/^invalid_/) } });
  });

  it('refuses what FCM refuses', async () => {
    const token = await bearer();
    const phone = { token: 'phone' };
    const wrong = { status: 400, body: { error: { code: 400, status: 'INVALID_ARGUMENT' } } };
    expect(await send({ ...phone, data: { n: 12 } }, token)).toMatchObject(wrong);
    expect(await send({ ...phone, data: { from: 'me' } }, token)).toMatchObject(wrong);
    expect(await send({ ...phone, priority: 'high' }, token)).toMatchObject(wrong);
    expect(await send({ ...phone, webpush: { fcm_options: { link: 'heron://x' } } }, token)).toMatchObject(wrong);
    expect(await send({ ...phone, notification: { title: 'a'.repeat(4_097) } }, token)).toMatchObject(wrong);
    expect(await send({ notification: { title: 'Hi' } }, token)).toMatchObject(wrong);
    expect(await send(undefined, token)).toMatchObject(wrong);
    expect(await send(phone, 'guessed')).toMatchObject({ status: 401 });
    expect(await send(phone, token, 'another-app')).toMatchObject({ status: 403 });
    expect(await stack.client.outbox()).toEqual([]);
  });

  it('refuses for the reason that it is told', async () => {
    const order = { behave: 'reject', code: 'SENDER_ID_MISMATCH', times: 1 };
    await stack.client.control('providers/fcm', order);
    const answer = await send({ token: 'phone' }, await bearer());
    const details = [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode: order.code }];
    expect(answer).toMatchObject({ status: 403, body: { error: { details } } });
  });

  it('keeps its key over a reset, and has the same for the same seed', async () => {
    const { secrets } = await stack.client.control<Description>('describe');
    expect(secrets).toEqual(described.secrets);
  });
});

describe('a run that puts FCM first', () => {
  const started = async () => {
    const assembly = await ensureAssembly({ quiet: true });
    const sandbox = await startSandbox({ assembly, port: 0, clock: 'manual', providers: 'push=fcm' });
    const client = new Client(sandbox.url);
    await client.introduce('ada');
    return { sandbox, client };
  };

  it('pushes by it, and by the next provider when it is down', async () => {
    const { sandbox, client } = await started();
    await client.publish(signUp('ada'));
    await client.settle();
    expect(await client.outbox()).toMatchObject([
      { step: 'hello', channel: 'push', provider: 'fcm', to: 'token-ada', userId: 'ada', journey: 'welcome' },
    ]);
    await client.introduce('bob');
    await client.control('providers/fcm', { behave: 'down' });
    await client.publish(signUp('bob'));
    await client.settle();
    expect(await client.outbox('?userId=bob')).toMatchObject([{ step: 'hello', provider: 'pinpoint' }]);
    await sandbox.close();
  });

  it('a touch killed at its plain HTTP call is known by it, and nothing is sent twice', async () => {
    const { sandbox, client } = await started();
    const call = 'FCM.SendMessage';
    await client.control('functions/touch', { crash: 'after', call });
    await client.publish(signUp('ada'));
    await client.settle();
    expect((await client.control<{ lambdaInvocations: object }>('meter')).lambdaInvocations).toMatchObject({
      touch: 1,
    });
    await client.advance('P8D');
    expect((await client.outbox()).map(({ step }) => step)).toEqual(['hello', 'first-steps', 'tips']);

    await client.introduce('bob');
    await client.control('functions/touch', { crash: 'before', call });
    await client.publish(signUp('bob'));
    await client.advance('P8D');
    expect((await client.outbox('?userId=bob')).map(({ step }) => step)).toEqual(['first-steps', 'tips']);
    await sandbox.close();
  });
});
