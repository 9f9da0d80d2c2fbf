import { beforeEach, describe, expect, it } from 'vitest';
import { announcements } from '../../lambdas/announcements.ts';
import { eventSchemas } from '../../lambdas/schemas.ts';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { batch, chose, identify, track } from '../domain/ingest/recorded.ts';
import { type Answer, post, senders } from './sender.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
let send: Awaited<ReturnType<typeof senders>>;

beforeEach(async () => {
  await stack.client.control('reset', {});
  send = await senders(stack.client);
});

/** Somebody whom the welcome speaks to: its control hears nothing. */
const ada =
  Array.from({ length: 50 }, (_, n) => `person-${n}`).find(
    (user) => pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 }) === 'treatment',
  ) ?? '';

const welcomed = async () => {
  await stack.client.advance('P8D');
  return (await stack.client.outbox()).map(({ userId, step, to }) => `${userId} ${step} ${to}`);
};
const published = async () => (await stack.client.control<{ putEvents: number }>('meter')).putEvents;
const counted = async (metric: string) => {
  const lines = (await (await fetch(`${stack.client.url}/_polyphony/logs`)).text()).split('\n');
  return lines.filter((line) => line.includes(`"Name":"${metric}"`) || line.includes(`\\"Name\\":\\"${metric}\\"`))
    .length;
};
const whole = [`${ada} hello token-of-adas-phone`, `${ada} first-steps ada@example.com`, `${ada} tips ${ada}`];

describe('Segment', () => {
  const who = { ...identify, userId: ada };
  const did = { ...track, userId: ada };

  it('starts the welcome exactly once, however often it sends its calls, and in whatever order', async () => {
    const answers: Answer[] = [];
    for (let times = 0; times < 10; times += 1) {
      answers.push(await send.segment(did), await send.segment(who));
    }
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers[0]?.body).toEqual({ accepted: 1, dropped: [] });
    expect(await welcomed()).toEqual(whole);
  });

  it.each(['before', 'after'])(
    'counts once when the function dies %s it published and Segment sends again',
    async (crash) => {
      await send.segment(who);
      await stack.client.settle();
      await stack.client.control('functions/ingest', { crash, call: 'EventBridge.PutEvents', nth: 1, times: 1 });
      expect((await send.segment(did)).status).toBe(500);
      expect((await send.segment(did)).status).toBe(200);
      expect(await welcomed()).toEqual(whole);
    },
  );

  it('brings about nothing on the bus that has no published schema', async () => {
    const heard: { type: string; detail: object }[] = [];
    stack.sandbox.on('event', ({ source, 'detail-type': type, detail }, bus) => {
      if (bus === 'polyphony') heard.push({ type: source === 'polyphony' ? type : `told ${type}`, detail });
    });
    await send.segment(who);
    await send.segment(did);
    await welcomed();
    const schemas = eventSchemas();
    const types = heard.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['told user.signed_up', 'run.started', 'touch.sent', 'run.ended']));
    for (const { type, detail } of heard.filter((event) => !event.type.startsWith('told'))) {
      const { required, properties } = schemas[type] as { required: string[]; properties: object };
      expect(Object.keys(detail)).toEqual(expect.arrayContaining(required));
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(detail)));
      expect(announcements[type]?.safeParse(detail).success).toBe(true);
    }
  });

  it.each<[string, (body: string) => string]>([
    ['a byte', (body) => body.replace('Signed Up', 'Signed Uq')],
    ['a space at the end', (body) => `${body} `],
    ['nothing but the case of a letter', (body) => body.replace('server', 'Server')],
  ])('is refused when %s of a call was altered on the way, and nothing is written', async (_, alter) => {
    await send.segment(who);
    await stack.client.settle();
    const before = await published();
    expect(await send.segment(did, alter)).toMatchObject({ status: 401 });
    await stack.client.settle();
    expect(await published()).toBe(before);
    expect(await counted('Unauthorized')).toBe(1);
    expect(await welcomed()).toEqual([]);
  });

  it('is refused without a signature, with half of one, and where only the first of a batch is signed', async () => {
    const body = JSON.stringify(did);
    const headers = [{}, { 'x-signature': '' }, { 'x-signature': send.sign(body).slice(0, 20) }];
    for (const wrong of headers) expect((await post(send.ingest.segment, body, wrong)).status).toBe(401);
    const first = await post(send.ingest.segment, `[${body},${body}]`, { 'x-signature': send.sign(body) });
    expect([first.status, first.body.message]).toEqual([401, expect.stringContaining('switch batching off')]);
    expect((await send.segment([who, did])).body).toMatchObject({ accepted: 4 });
  });

  it('hears what it sent in vain: malformed, too large, anonymous, undeclared', async () => {
    const malformed = '{"type":"track"';
    expect((await post(send.ingest.segment, malformed, { 'x-signature': send.sign(malformed) })).status).toBe(400);
    expect((await send.segment({ ...did, properties: { long: 'x'.repeat(300_000) } })).status).toBe(413);
    expect((await send.segment({ ...did, userId: undefined })).body).toMatchObject({
      accepted: 0,
      dropped: [{ kind: 'anonymous' }],
    });
    expect((await send.segment({ ...did, event: 'Button Clicked' })).body).toMatchObject({
      accepted: 0,
      dropped: [{ what: 'event "Button Clicked"', kind: 'undeclared' }],
    });
    const { body } = await send.segment({ ...who, traits: { ...who.traits, phone: '555-555-5555' } });
    expect(body).toMatchObject({ accepted: 3, dropped: [{ what: 'profile.updated: phone', kind: 'invalid' }] });
    expect(await counted('Dropped')).toBe(3);
    expect((await stack.client.deadLetters()).length).toBe(0);
  });

  it('does not undo an unsubscribe by repeating what it has on record, but does when somebody chooses anew', async () => {
    await send.segment(who);
    await stack.client.settle();
    const no = { userId: ada, channel: 'email', status: 'withdrawn' };
    await stack.client.publish({ type: 'consent.changed', detail: no });
    await stack.client.advance('P1D');
    await send.segment({ ...who, messageId: 'again', timestamp: '2027-01-12T09:00:00Z' });
    await stack.client.settle();
    await send.segment({ ...did, timestamp: '2027-01-12T09:00:01Z' });
    await stack.client.advance('P2D');
    expect(await stack.client.outbox('?channel=email')).toEqual([]);
    await stack.client.control('reset', {});
    await send.segment(who);
    await stack.client.publish({ type: 'consent.changed', detail: { ...no, occurredAt: '2027-01-11T08:00:00Z' } });
    await send.segment({ ...chose, userId: ada });
    await stack.client.settle();
    await send.segment(did);
    await stack.client.advance('P2D');
    expect(await stack.client.outbox('?channel=email')).toHaveLength(1);
  });

  it('erases whom it is asked to delete', async () => {
    await send.segment(who);
    await send.segment(did);
    await stack.client.settle();
    await send.segment({ type: 'delete', userId: ada, messageId: 'd', timestamp: '2027-01-11T09:00:10Z' });
    await stack.client.settle();
    expect((await welcomed()).filter((line) => !line.includes('hello'))).toEqual([]);
  });
});

describe('mParticle', () => {
  const theirs = { ...batch, user_identities: { ...batch.user_identities, customer_id: ada } };

  it('starts the welcome exactly once, however often it sends its batch', async () => {
    for (let times = 0; times < 10; times += 1) {
      expect(await send.mparticle(theirs)).toMatchObject({ status: 200, body: { accepted: 5 } });
    }
    expect(await welcomed()).toEqual([`${ada} hello 9a1f0c`, ...whole.slice(1)]);
  });

  it.each([
    ['no key', ''],
    ['a key with one letter more', 'x'],
    ['the key without its scheme', 'bare'],
  ])('is refused with %s', async (_, how) => {
    const { mparticleSecret } = send.ingest;
    const authorization = how === '' ? '' : how === 'bare' ? mparticleSecret : `Bearer ${mparticleSecret}${how}`;
    expect((await send.mparticle(theirs, authorization)).status).toBe(401);
    expect(await counted('Unauthorized')).toBe(1);
    expect(await welcomed()).toEqual([]);
  });
});
