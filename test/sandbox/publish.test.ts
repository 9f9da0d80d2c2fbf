import { beforeEach, describe, expect, it } from 'vitest';
import { post, senders } from './sender.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
let send: Awaited<ReturnType<typeof senders>>;

beforeEach(async () => {
  await stack.client.control('reset', {});
  send = await senders(stack.client);
});

const published = async () => (await stack.client.control<{ putEvents: number }>('meter')).putEvents;
const signUp = { type: 'user.signed_up', userId: 'ada', eventId: 'signup-ada' };

describe('POST /events', () => {
  it('publishes one event, or ten, with what is beside the type as its detail, never as polyphony', async () => {
    const heard: unknown[] = [];
    stack.sandbox.on('event', ({ source, 'detail-type': type, detail }) => heard.push({ source, type, detail }));
    const consent = { userId: 'ada', channel: 'email', status: 'granted', basis: 'express', source: 'form' };
    expect(await send.app({ type: 'consent.changed', ...consent })).toEqual({ status: 202, body: { accepted: 1 } });
    expect(heard).toEqual([{ source: 'events-api', type: 'consent.changed', detail: consent }]);
    const ten = Array.from({ length: 10 }, (_, n) => ({ ...signUp, userId: `user-${n}`, source: 'polyphony' }));
    expect(await send.app(ten)).toEqual({ status: 202, body: { accepted: 10 } });
    expect(heard.slice(1, 11)).toEqual(ten.map(({ type, ...detail }) => ({ source: 'events-api', type, detail })));
  });

  it('costs one invocation for ten events', async () => {
    await send.app(Array.from({ length: 10 }, () => ({ ...signUp, type: 'order.placed' })));
    await stack.client.settle();
    const meter = await stack.client.control<{ lambdaInvocations: Record<string, number> }>('meter');
    expect(meter.lambdaInvocations.publish).toBe(1);
  });

  it('starts a journey once for the same event, however often it is sent', async () => {
    const started: string[] = [];
    stack.sandbox.on('event', ({ 'detail-type': type }) => type === 'run.started' && started.push(type));
    for (let times = 0; times < 3; times += 1) await send.app([signUp, signUp]);
    await stack.client.settle();
    expect(started).toEqual(['run.started']);
  });

  it('takes the key as x-api-key too, and nothing without one', async () => {
    const body = JSON.stringify(signUp);
    expect((await post(send.ingest.events, body, { 'x-api-key': send.eventsApiKey })).status).toBe(202);
    for (const key of ['', `${send.eventsApiKey}x`, send.eventsApiKey.slice(1), 'undefined']) {
      expect((await send.app(signUp, key)).status).toBe(401);
    }
    expect((await post(send.ingest.events, body)).status).toBe(401);
    await stack.client.settle();
    expect(await published()).toBeGreaterThan(0);
  });

  it('publishes nothing when one event is wrong, and names all that is wrong', async () => {
    const wrong = [
      signUp,
      { type: 'user.signed_in', userId: 'ada' },
      { type: 'profile.updated', timezone: 'Mars/Olympus', userId: 'ada' },
      { type: 'subscription.canceled', userId: '', reason: 'whim' },
    ];
    const { status, body } = await send.app(wrong);
    expect(status).toBe(400);
    const remedy = 'correct it and send the request again: nothing of it was published';
    expect(body.errors).toEqual([
      { event: 1, field: 'type', value: 'user.signed_in', rule: expect.stringContaining('user.signed_up'), remedy },
      { event: 2, field: 'timezone', value: 'Mars/Olympus', rule: expect.stringContaining('IANA'), remedy },
      { event: 3, field: 'userId', value: '', rule: expect.stringContaining('1 to 128'), remedy },
      { event: 3, field: 'reason', value: 'whim', rule: 'must be one of price, features, unused', remedy },
    ]);
    await stack.client.settle();
    expect(await published()).toBe(0);
  });

  it('refuses what is no event of an app, and publishes nothing', async () => {
    const refused: [string, unknown, RegExp][] = [
      ['the shape of PutEvents', { detailType: 'user.signed_up', detail: { userId: 'ada' } }, /an event is \{"type"/],
      ['an announcement of ours', { type: 'touch.sent', userId: 'ada' }, /must be one of/],
      ['eleven events', Array.from({ length: 11 }, () => signUp), /1 to 10/],
      ['no event', [], /1 to 10/],
      ['a text', 'user.signed_up', /an event is/],
      ['an event without a type', { userId: 'ada' }, /must be the name of an event/],
      [
        'a touch of somebody else',
        { type: 'touch.engaged', userId: 'ada', touchId: 'x', kind: 'opened' },
        /this very user/,
      ],
    ];
    for (const [what, events, rule] of refused) {
      const { status, body } = await send.app(events);
      const told = (body.errors as { rule: string }[])[0]?.rule;
      expect([what, status, told]).toEqual([what, 400, expect.stringMatching(rule)]);
    }
    expect(await published()).toBe(0);
  });

  it('refuses what is too large, and what is no JSON', async () => {
    expect((await send.app({ ...signUp, long: 'x'.repeat(256 * 1024) })).status).toBe(413);
    const longer = `{"type":"order.placed","userId":"ada","n":[${'1e9,'.repeat(60_000)}0]}`;
    expect((await post(send.ingest.events, longer, { 'x-api-key': send.eventsApiKey })).status).toBe(413);
    const key = { authorization: `Bearer ${send.eventsApiKey}` };
    expect((await post(send.ingest.events, '{"type":', key)).status).toBe(400);
    expect((await post(send.ingest.events, '', key)).status).toBe(400);
    expect(await published()).toBe(0);
  });
});
