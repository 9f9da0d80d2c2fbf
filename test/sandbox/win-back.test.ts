import { beforeEach, describe, expect, it } from 'vitest';
import { controlSalt, experimentSalt, pickArm } from '../../lib/domain/assign.ts';
import { type AppEvent, introduction, type Sent } from './client.ts';
import { shippedStack } from './stack.ts';
import { Twilio } from './twilio.ts';

const stack = shippedStack();
const twilio = new Twilio(() => stack.client);

beforeEach(() => stack.client.control('reset', {}));

const groupOf = (user: string) => pickArm(controlSalt('win-back'), user, { control: 0.1, treatment: 0.9 });
const armOf = (user: string) =>
  pickArm(experimentSalt('win-back', 'offer'), user, { 'percent-off': 0.5, 'feature-unlock': 0.5 });
const names = Array.from({ length: 400 }, (_, n) => `person-${n}`);
const treated = names.filter((user) => groupOf(user) === 'treatment');
const [ada = '', bob = '', cleo = '', dan = ''] = treated;
const ghost = names.find((user) => groupOf(user) === 'control') ?? '';

let phones = 0;
/** Somebody in Berlin whom every channel reaches, and who agreed to all of them. */
function introduce(user: string, profile: Readonly<Record<string, unknown>> = {}) {
  const phone = `+49151${String(++phones).padStart(8, '0')}`;
  const yes = (channel: string): AppEvent => ({
    type: 'consent.changed',
    detail: { userId: user, channel, status: 'granted', basis: 'double_opt_in', source: 'account settings' },
  });
  const reach = { phone, whatsapp: phone, timezone: 'Europe/Berlin', country: 'DE', traits: { firstName: 'Ada' } };
  return { phone, events: [...introduction(user, { ...reach, ...profile }), yes('sms'), yes('whatsapp')] };
}

const cancel = (user: string, reason: string): AppEvent => ({
  type: 'subscription.canceled',
  detail: { userId: user, eventId: `cancel-${user}`, reason },
});

async function meet(user: string, reason: string, profile: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { phone, events } = introduce(user, profile);
  await stack.client.publish(...events);
  await stack.client.settle();
  await stack.client.publish(cancel(user, reason));
  await stack.client.settle();
  return phone;
}

const sentTo = (user: string): Promise<readonly Sent[]> => stack.client.outbox(`?userId=${user}`);
const stepsOf = async (user: string) => (await sentTo(user)).map(({ step }) => step);
const days = ({ at }: Sent) => Math.floor((Date.parse(at) - Date.UTC(2027, 0, 11)) / 86_400_000);

/** SES tells of an email, on the account's default bus. */
const ses = (type: string, touchId: string, more: object): AppEvent => ({
  type,
  bus: 'default',
  source: 'aws.ses',
  detail: { mail: { tags: { touch: [touchId], 'ses:configuration-set': ['polyphony'] } }, ...more },
});
const person =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15';
const opens = (touchId: string, userAgent = person) => ses('Email Opened', touchId, { open: { userAgent } });

describe('the win-back', () => {
  it.each(['price', 'features', 'unused'])(
    'walks whoever ignores it down the whole ladder of %s, day by day',
    async (reason) => {
      const phone = await meet(ada, reason);
      // They text us now and then: texts may be sent to them.
      expect((await twilio.text(phone, 'Where do I find my invoices?')).status).toBe(200);
      await stack.client.advance('P20D');
      const sent = await sentTo(ada);
      expect(sent.map(({ step, channel }) => [step, channel])).toEqual([
        [`${reason}-email`, 'email'],
        [`${reason}-push`, 'push'],
        [`${reason}-sms`, 'sms'],
        ['check-in', 'whatsapp'],
      ]);
      expect(sent.map(days)).toEqual([0, 2, 3, 15]);
      const arm = armOf(ada) === 'percent-off' ? 'percent' : 'unlock';
      expect(JSON.stringify(sent[2]?.content)).not.toContain('heron.example');
      const link = /https?:\/\/\S+\/l\/\S+/.exec(sent[2]?.content.text ?? '')?.[0] ?? '';
      const followed = await fetch(link, { redirect: 'manual' });
      expect(followed.headers.get('location')).toContain(`https://heron.example/come-back/${arm}`);
    },
  );

  it('sends texts to those alone who clicked or wrote one lately', async () => {
    await meet(ada, 'price');
    await stack.client.advance('P20D');
    expect(await stepsOf(ada)).toEqual(['price-email', 'price-push', 'check-in']);
  });

  it('is content with an open by a person, and not with one by a machine', async () => {
    await meet(ada, 'price');
    await meet(bob, 'price');
    await stack.client.advance('PT6H');
    const [[first], [second]] = [await sentTo(ada), await sentTo(bob)];
    await stack.client.publish(opens(first?.touchId ?? ''), opens(second?.touchId ?? '', 'Mozilla/5.0'));
    await stack.client.advance('P20D');
    expect(await stepsOf(ada)).toEqual(['price-email', 'check-in']);
    expect(await stepsOf(bob)).toEqual(['price-email', 'price-push', 'check-in']);
  });

  it('is content with an open of the push', async () => {
    const phone = await meet(ada, 'unused');
    await twilio.text(phone, 'Hello');
    await stack.client.advance('P2DT12H');
    const push = (await sentTo(ada)).find(({ channel }) => channel === 'push');
    await stack.client.publish({
      type: 'touch.engaged',
      detail: { userId: ada, touchId: push?.touchId, kind: 'opened' },
    });
    await stack.client.advance('P20D');
    expect(await stepsOf(ada)).toEqual(['unused-email', 'unused-push', 'check-in']);
  });

  it('gives way at once where a channel cannot be used', async () => {
    await meet(ada, 'features', { email: null });
    await stack.client.advance('PT12H');
    expect(await stepsOf(ada)).toEqual(['features-push']);
  });

  it('is over at once for whoever comes back, and counts what they are worth', async () => {
    await meet(ada, 'price');
    await stack.client.advance('P2DT12H');
    await stack.client.publish({ type: 'subscription.reactivated', detail: { userId: ada, monthlyPrice: 12 } });
    await stack.client.advance('P25D');
    expect(await stepsOf(ada)).toEqual(['price-email', 'price-push']);
  });

  it('sends nothing to the control', async () => {
    await meet(ghost, 'price');
    await stack.client.advance('P25D');
    expect(await sentTo(ghost)).toEqual([]);
  });

  it('never sends more than three in a week, whatever else goes on', async () => {
    for (const user of [ada, bob, cleo, dan]) {
      const phone = await meet(user, 'price');
      await twilio.text(phone, 'Hi');
      await stack.client.publish({ type: 'user.signed_up', detail: { userId: user } });
    }
    await stack.client.advance('P30D');
    for (const user of [ada, bob, cleo, dan]) {
      const mine = (await sentTo(user)).filter(({ journey }) => journey === 'win-back').map(({ at }) => Date.parse(at));
      for (const at of mine)
        expect(mine.filter((other) => other >= at && other < at + 7 * 86_400_000).length).toBeLessThanOrEqual(3);
    }
  });
});

describe('a STOP by text', () => {
  it('ends texts at once, with one answer, and leaves other channels alone', async () => {
    const phone = await meet(ada, 'price');
    await twilio.text(phone, 'Hello');
    await stack.client.advance('P1D');
    expect((await twilio.text(phone, 'Stop, please!')).status).toBe(200);
    await stack.client.advance('P20D');
    expect(await stepsOf(ada)).toEqual(['price-email', 'price-push', 'check-in']);
    const answers = (await stack.client.outbox('?channel=sms')).filter(({ touchId }) => touchId === null);
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ to: phone, journey: null, step: null });
  });

  it('is not heard in a sentence that only mentions it', async () => {
    const phone = await meet(ada, 'price');
    await twilio.text(phone, "Please don't stop texting me");
    await stack.client.advance('P20D');
    expect(await stepsOf(ada)).toEqual(['price-email', 'price-push', 'price-sms', 'check-in']);
  });

  it('holds for everybody behind a shared number, and START takes it back', async () => {
    const phone = await meet(ada, 'price');
    await stack.client.publish({ type: 'profile.updated', detail: { userId: bob, phone } });
    await meet(bob, 'unused', { phone });
    await twilio.text(phone, 'Hello');
    await stack.client.advance('P1D');
    await twilio.text(phone, 'STOP');
    await stack.client.advance('P1DT12H');
    await twilio.text(phone, 'START');
    await stack.client.advance('P20D');
    expect(await stepsOf(bob)).toContain('unused-sms');
    expect(await stepsOf(ada)).toContain('price-sms');
  });
});

describe('providers that fail', () => {
  it('a number that Twilio knows to have opted out is texted no more, by no provider', async () => {
    const phone = await meet(ada, 'price');
    await twilio.text(phone, 'Hello');
    await stack.client.control('providers/twilio', { behave: 'reject', code: 21610, times: 1 });
    await stack.client.advance('P14D');
    expect(await stepsOf(ada)).toEqual(['price-email', 'price-push']);
    expect((await twilio.text(phone, 'Hello?')).status).toBe(200);
    await stack.client.advance('P10D');
    expect((await sentTo(ada)).filter(({ channel }) => channel === 'sms')).toEqual([]);
  });

  it.each([
    ['down', 'end-user-messaging'],
    ['throttle', 'end-user-messaging'],
  ])('a text that Twilio cannot carry (%s) goes by the next one, once', async (behave, provider) => {
    const phone = await meet(ada, 'price');
    await twilio.text(phone, 'Hello');
    await stack.client.control('providers/twilio', { behave });
    await stack.client.advance('P6D');
    expect((await sentTo(ada)).filter(({ channel }) => channel === 'sms').map((sent) => sent.provider)).toEqual([
      provider,
    ]);
  });

  it.each(['error', 'accept-then-timeout'])('a text in doubt (%s) is not sent again by anybody', async (behave) => {
    const phone = await meet(ada, 'price');
    await twilio.text(phone, 'Hello');
    await stack.client.control('providers/twilio', { behave, times: 1 });
    await stack.client.advance('P6D');
    const texts = (await sentTo(ada)).filter(({ channel }) => channel === 'sms');
    expect(texts).toHaveLength(behave === 'error' ? 0 : 1);
  });
});

describe('what comes back from WhatsApp', () => {
  it('an answer to the check-in is an event that apps hear, and opens a conversation', async () => {
    const phone = await meet(ada, 'price');
    await stack.client.advance('P16D');
    expect((await twilio.text(`whatsapp:${phone}`, 'Cheaper for students, maybe?')).status).toBe(200);
    await stack.client.settle();
    expect(await stepsOf(ada)).toContain('check-in');
  });
});
