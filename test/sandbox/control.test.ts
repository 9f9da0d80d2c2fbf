import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readToken } from '../../lib/domain/token.ts';
import { type Rig, startRig } from './rig.ts';

describe('control', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  beforeEach(() => rig.sandbox.reset());
  afterAll(() => rig.close());

  it('is ready', async () => {
    expect(await rig.ask('health')).toEqual({ status: 200, body: { status: 'ready' } });
  });

  it('moves the clock by a duration or to an instant', async () => {
    expect(await rig.advance('P1DT2H')).toEqual({ now: '2027-01-12T11:00:00Z' });
    expect((await rig.ask('clock', { to: '2027-02-01T00:00:00+01:00' })).body).toEqual({ now: '2027-01-31T23:00:00Z' });
    expect((await rig.ask('clock')).body).toEqual({ now: '2027-01-31T23:00:00Z' });
  });

  it.each([
    [{ to: '2027-01-11T08:59:59Z' }, 'has passed'],
    [{ advance: '1 day' }, 'ISO 8601'],
    [{ advance: 'P1D', to: '2027-01-12T00:00:00Z' }, 'either'],
    [{ wind: 'P1D' }, 'either'],
    [{}, 'either'],
    [[], 'JSON object'],
  ])('does not move the clock by %j', async (order, why) => {
    const { status, body } = await rig.ask('clock', order);
    expect([status, body]).toEqual([400, { message: expect.stringContaining(why) }]);
    expect((await rig.ask('clock')).body).toEqual({ now: '2027-01-11T09:00:00Z' });
  });

  it('lets moves made at once wait for each other', async () => {
    await rig.sing('ada');
    const moves = await Promise.all([rig.advance('PT1H'), rig.advance('PT1H'), rig.advance('PT1H')]);
    expect(moves.map(({ now }) => now).sort()).toEqual([
      '2027-01-11T10:00:00Z',
      '2027-01-11T11:00:00Z',
      '2027-01-11T12:00:00Z',
    ]);
    expect((await rig.outbox()).map(({ at }) => at)).toEqual(['2027-01-11T10:00:00Z']);
  });

  it('fires in the order of time, each at its own instant', async () => {
    const instants = ['2027-01-11T11:30:00Z', '2027-01-11T09:00:01Z', '2027-01-11T10:00:00.900Z'];
    await Promise.all(instants.map((wakeAt, index) => rig.sing(`user-${index}`, {}, wakeAt)));
    await rig.advance('PT3H');
    expect((await rig.outbox()).map(({ at, to }) => `${at} ${to}`)).toEqual([
      '2027-01-11T09:00:01Z user-1@example.com',
      '2027-01-11T10:00:00Z user-2@example.com',
      '2027-01-11T11:30:00Z user-0@example.com',
    ]);
  });

  it('settles a chain of events, functions and executions before it answers', async () => {
    await rig.publish('song.asked', { user: 'ada', start: true });
    await rig.advance('PT0S');
    expect((await rig.meter()).stateTransitions).toBe(1);
    await rig.advance('PT1M');
    expect((await rig.meter()).lambdaInvocations).toEqual({ react: 1, touch: 1 });
  });

  it('describes every name a client needs', async () => {
    const { body } = await rig.ask('describe');
    expect(body).toMatchObject({
      endpoint: rig.url,
      api: `${rig.url}/_api`,
      bus: 'chorus',
      tables: { people: 'chorus-data-PeopleTable0A1B2C3D' },
      stateMachines: { song: 'arn:aws:states:us-east-1:000000000000:stateMachine:chorus-song' },
      functions: { touch: 'chorus-touch', react: 'chorus-react' },
      twilioAccountSid: null,
      webhooks: { twilioInbound: `${rig.url}/_api/webhooks/twilio/inbound` },
      queues: { lost: `${rig.url}/000000000000/chorus-lost`, copies: `${rig.url}/000000000000/chorus-app-Copies` },
    });
  });

  it("signs a user's tokens with the stack's own secret", async () => {
    const { SecretString = '' } = await rig.secrets.send(new GetSecretValueCommand({ SecretId: 'chorus-token' }));
    expect(SecretString).toMatch(/^[A-Za-z0-9]{40}$/);
    const { body } = await rig.ask('token?userId=ada');
    const { inbox } = body as { inbox: string };
    expect(await readToken(inbox, 'inbox', SecretString)).toEqual({ user: 'ada', use: 'inbox' });
    expect((await rig.ask('token')).status).toBe(400);
  });

  it('goes back to the start', async () => {
    await rig.sing('ada');
    await rig.ask('providers/ses', { behave: 'down' });
    await rig.advance('P1D');
    const before = (await rig.ask('describe')).body;
    expect((await rig.ask('reset', {})).body).toEqual({ now: '2027-01-11T09:00:00Z' });

    expect(await rig.meter()).toEqual({
      stateTransitions: 0,
      stateTransitionsByMachine: {},
      lambdaInvocations: {},
      dynamodb: { readUnits: 0, writeUnits: 0, byFunction: {} },
      putEvents: 0,
      touches: 0,
    });
    expect((await rig.ask('describe')).body).toEqual(before);
    await rig.sing('ada');
    await rig.advance('P3D');
    expect(await rig.outbox()).toHaveLength(2);
  });

  it('says what there is not', async () => {
    expect(await rig.ask('weather')).toMatchObject({
      status: 404,
      body: { message: 'There is no GET /_polyphony/weather.' },
    });
  });
});
