import { SendMessagesCommand } from '@aws-sdk/client-pinpoint';
import { SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runId } from '../../lib/domain/run-id.ts';
import { touchId } from '../../lib/domain/touch-id.ts';
import { type Rig, startRig } from './rig.ts';

const letter: SendEmailCommandInput = {
  FromEmailAddress: 'chorus@example.com',
  Destination: { ToAddresses: ['ada@example.com'] },
  Content: {
    Simple: { Subject: { Data: 'Hello' }, Body: { Html: { Data: '<p>Hello</p>' }, Text: { Data: 'Hello' } } },
  },
};
const GCMMessage = { Title: 'Ping', Body: 'pong', Data: { touchId: 'x' } };

describe('providers', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  beforeEach(() => rig.sandbox.reset());
  afterAll(() => rig.close());

  const send = (more: object = {}) => rig.mail.send(new SendEmailCommand({ ...letter, ...more }));
  const ping = (Addresses: Record<string, { ChannelType: 'GCM' | 'APNS' | 'SMS' }>, ApplicationId = 'app-1') =>
    rig.push.send(
      new SendMessagesCommand({ ApplicationId, MessageRequest: { Addresses, MessageConfiguration: { GCMMessage } } }),
    );
  const behave = (provider: string, order: object) => rig.ask(`providers/${provider}`, order);

  it('record what they accepted, with the run that it belongs to', async () => {
    const run = runId('song', 'ada', '');
    await rig.sing(run, { user: 'ada', touchId: touchId({ user: 'ada', run, step: 'letter' }) });
    await rig.advance('PT1H');

    expect(await rig.outbox()).toEqual([
      {
        at: '2027-01-11T10:00:00Z',
        userId: 'ada',
        journey: 'song',
        step: 'letter',
        touchId: touchId({ user: 'ada', run, step: 'letter' }),
        channel: 'email',
        provider: 'ses',
        providerId: expect.stringMatching(/^0100/),
        to: 'ada@example.com',
        content: {
          subject: 'Letter to ada',
          text: 'from chorus-app',
          headers: { 'List-Unsubscribe': `<${rig.url}/_api/echo/x>` },
        },
        request: expect.objectContaining({ FromEmailAddress: 'Chorus <chorus@example.com>' }),
      },
    ]);
    await rig.advance('P1D');
    expect(await rig.outbox('?channel=push')).toMatchObject([
      { provider: 'pinpoint', to: 'token-ada', content: { title: 'Ping', text: 'for ada' } },
    ]);
    expect(await rig.outbox('?userId=ada&journey=song')).toHaveLength(2);
    expect(await rig.outbox('?userId=bob')).toEqual([]);
    expect((await rig.meter()).touches).toBe(2);
  });

  it('count an in-app message once, at its first write', async () => {
    const run = runId('song', 'ada', '');
    const touch = touchId({ user: 'ada', run, step: 'note' });
    await rig.publish('song.asked', { user: 'ada', touchId: touch });
    await rig.advance('PT0S');
    expect(await rig.outbox()).toMatchObject([
      {
        userId: 'ada',
        step: 'note',
        channel: 'inapp',
        provider: 'inbox',
        to: 'ada',
        content: { title: 'the song.asked', text: 'sung' },
      },
    ]);
  });

  it.each([
    ['throttle', 'TooManyRequestsException', 429, 0],
    ['down', 'ServiceUnavailable', 503, 0],
    ['error', 'InternalServiceErrorException', 500, 0],
    ['reject', 'MessageRejected', 400, 0],
  ])('ses on %s answers %s', async (order, name, httpStatusCode, accepted) => {
    await behave('ses', { behave: order, times: 1 });
    await expect(send()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    expect(await rig.outbox()).toHaveLength(accepted);
    await send();
    expect(await rig.outbox()).toHaveLength(accepted + 1);
  });

  it('accept and lose the answer', async () => {
    await behave('ses', { behave: 'accept-then-timeout', times: 1 });
    await expect(send()).rejects.not.toHaveProperty('$response');
    expect(await rig.outbox()).toHaveLength(1);
  });

  it('go on misbehaving until told otherwise', async () => {
    await behave('ses', { behave: 'down' });
    for (let i = 0; i < 3; i += 1) await expect(send()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    await behave('ses', { behave: 'ok' });
    await send();
  });

  it('answer push for each token', async () => {
    const { MessageResponse } = await ping({ a: { ChannelType: 'GCM' }, b: { ChannelType: 'GCM' } });
    expect(MessageResponse?.Result?.a).toMatchObject({ DeliveryStatus: 'SUCCESSFUL', StatusCode: 200 });
    expect((await rig.outbox()).map(({ to }) => to)).toEqual(['a', 'b']);
    await behave('pinpoint', { behave: 'reject', times: 1 });
    const refused = await ping({ a: { ChannelType: 'GCM' } });
    expect(refused.MessageResponse?.Result?.a).toMatchObject({ DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 400 });
  });

  it('refuse what SES and Pinpoint refuse', async () => {
    const bad = { name: 'BadRequestException' };
    await expect(send({ FromEmailAddress: undefined })).rejects.toMatchObject(bad);
    await expect(send({ Destination: { ToAddresses: Array(51).fill('a@example.com') } })).rejects.toMatchObject(bad);
    await expect(send({ Destination: { ToAddresses: ['nobody'] } })).rejects.toMatchObject(bad);
    await expect(send({ EmailTags: [{ Name: 'touch', Value: 'a b' }] })).rejects.toMatchObject(bad);
    await expect(send({ EmailTags: [{ Name: 'touch', Value: 'a'.repeat(257) }] })).rejects.toMatchObject(bad);
    await expect(send({ ConfigurationSetName: 'none' })).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(ping({ a: { ChannelType: 'SMS' } })).rejects.toMatchObject(bad);
    await expect(ping({ a: { ChannelType: 'APNS' } })).rejects.toMatchObject(bad);
    await expect(ping({ a: { ChannelType: 'GCM' } }, 'other')).rejects.toMatchObject({ name: 'NotFoundException' });
    expect(await rig.outbox()).toEqual([]);
  });

  it('are told only what they can do', async () => {
    expect(await behave('nobody', { behave: 'ok' })).toMatchObject({ status: 404 });
    expect(await behave('ses', { behave: 'sulk' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('sulk') },
    });
    expect(await behave('ses', { behave: 'down', times: 0 })).toMatchObject({ status: 400 });
  });
});
