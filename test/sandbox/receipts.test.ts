import { beforeEach, describe, expect, it } from 'vitest';
import { controlSalt, pickArm } from '../../lib/domain/assign.ts';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import { type AppEvent, type Sent, signUp } from './client.ts';
import { Records } from './records.ts';
import { shippedStack } from './stack.ts';

const stack = shippedStack();
beforeEach(() => stack.client.control('reset', {}));

const group = (user: string) => pickArm(controlSalt('welcome'), user, { control: 0.1, treatment: 0.9 });
const ada = Array.from({ length: 40 }, (_, n) => `person-${n}`).find((user) => group(user) === 'treatment') ?? '';
const phone = '+14155550123';

const aws = (source: string, type: string, detail: object): AppEvent => ({
  type,
  detail: { ...detail },
  source,
  bus: 'default',
});
const receipt = (eventType: string, messageId: string, context?: object) =>
  aws('aws.sms-voice', 'Text Message Delivery Status Updated', {
    eventType,
    messageId,
    isFinal: true,
    ...(context && { context }),
  });
const logs = async () => await (await fetch(`${stack.client.url}/_polyphony/logs`)).text();
const whatsapp = (entry: unknown, type = 'WhatsApp Message Received') =>
  aws('aws.social-messaging', type, { messageId: 'x', whatsAppWebhookEntry: JSON.stringify(entry) });

/** A touch that was sent, and whose messages End User Messaging calls by these names. */
async function sent(...names: readonly string[]): Promise<{ touchId: string; records: Records }> {
  const records = new Records(stack.client.url);
  await stack.client.introduce(ada, { phone, whatsapp: phone });
  await stack.client.publish(signUp(ada));
  await stack.client.settle();
  const [{ touchId }] = (await stack.client.outbox(`?userId=${ada}`)) as [Sent];
  for (const name of names) await called(records, name, touchId);
  return { touchId, records };
}

const called = (records: Records, name: string, touchId: string) =>
  records.put({ pk: `MESSAGE#end-user-messaging#${name}`, sk: 'MESSAGE', ...readTouchId(touchId) });

describe('what End User Messaging tells', () => {
  it('finds its touch by what the text carried, or by the message', async () => {
    const { touchId, records } = await sent('m-1');
    const context = { touch: touchId, stage: 'polyphony' };
    await stack.client.publish(
      receipt('TEXT_QUEUED', 'm-1', context),
      receipt('TEXT_DELIVERED', 'm-1', context),
      receipt('TEXT_DELIVERED', 'm-1', context),
      aws('aws.social-messaging', 'WhatsApp Message Read', { messageId: 'm-1', status: 'read' }),
    );
    await stack.client.settle();
    expect(await records.touch(touchId)).toMatchObject({ delivered: expect.any(Number), opened: expect.any(Number) });
  });

  it('of what another program or another stage sent is left alone: no failure, no dead letter', async () => {
    const { touchId, records } = await sent();
    await stack.client.publish(
      receipt('TEXT_DELIVERED', 'm-8'),
      receipt('TEXT_DELIVERED', 'm-9', { campaign: 'theirs' }),
      receipt('TEXT_DELIVERED', 'm-9', { touch: touchId, stage: 'polyphony-prod' }),
      receipt('TEXT_DELIVERED', 'm-9', { touch: 'theirs' }),
      aws('aws.social-messaging', 'WhatsApp Message Read', { messageId: 'm-9', originationPhoneNumberId: '111' }),
      aws('aws.social-messaging', 'WhatsApp Unknown Notification Received', { wabaId: '1' }),
    );
    await stack.client.advance('PT10M');
    expect(await records.touch(touchId)).not.toHaveProperty('delivered');
    expect(await stack.client.deadLetters()).toEqual([]);
    // The rule left out three; of what reached the function, each is counted.
    expect((await logs()).match(/ForeignReceipt\\":1/g)).toHaveLength(2);
    expect((await logs()).match(/UnknownStatus\\":1/g)).toHaveLength(1);
  });

  it('of several WhatsApp messages, one of which cannot be read, is dealt with one by one', async () => {
    const { records } = await sent();
    const hi = { from_user_id: 'DE.1', id: 'wamid.a', timestamp: '1', type: 'text', text: { body: 'hi, xyzzy' } };
    const unreadable = { type: 'text', id: 'wamid.b', text: { body: 'xyzzy' } };
    const stop = { from: phone.slice(1), id: 'wamid.c', timestamp: '1799671300', type: 'text', text: { body: 'STOP' } };
    const entry = { id: '5', changes: [{ value: { messages: [hi, unreadable, stop] }, field: 'messages' }] };
    await stack.client.publish(whatsapp(entry));
    await stack.client.advance('PT10M');
    expect(await records.item(`USER#${ada}`, 'LEDGER')).toMatchObject({
      s: { whatsapp: expect.stringMatching(/^unsubscribed=/) },
    });
    expect(await logs()).toMatch(/UnknownSender\\":1/);
    const letters = await stack.client.deadLetters();
    expect(letters).toHaveLength(1);
    expect(letters[0]?.body).toContain('wamid.b');
    expect(JSON.stringify(letters)).not.toMatch(/xyzzy|wamid\.c|wamid\.a/);
    expect(await logs()).not.toContain('xyzzy');
  });

  it('of marketing that somebody stopped in WhatsApp withdraws that consent', async () => {
    const { records } = await sent();
    const channel = 'whatsapp';
    const yes = { userId: ada, channel, status: 'granted', basis: 'double_opt_in', source: 'checkout' };
    await stack.client.publish({ type: 'consent.changed', detail: yes });
    await stack.client.advance('PT1H');
    const said = { wa_id: phone.slice(1), category: 'marketing_messages', value: 'stop', detail: 'stopped' };
    const value = { messaging_product: channel, user_preferences: [said] };
    const entry = { id: '5', changes: [{ value, field: 'user_preferences' }] };
    await stack.client.publish(whatsapp(entry, 'WhatsApp Unknown Notification Received'));
    await stack.client.settle();
    const ledger = (await records.item(`USER#${ada}`, 'LEDGER')) as { c: Record<string, string>; s?: object };
    expect(ledger.c['whatsapp.marketing']).toMatch(/-=\d+$/);
    expect(ledger.s).toBeUndefined();
  });

  it('of a WhatsApp message to us that says STOP opts out its number, without an answer', async () => {
    const { records } = await sent();
    const message = {
      from: phone.slice(1),
      id: 'wamid.1',
      timestamp: '1799658000',
      type: 'text',
      text: { body: 'Stop' },
    };
    const whatsAppWebhookEntry = JSON.stringify({ changes: [{ value: { messages: [message] }, field: 'messages' }] });
    const event = aws('aws.social-messaging', 'WhatsApp Message Received', { messageId: 'x', whatsAppWebhookEntry });
    await stack.client.publish(event, event);
    await stack.client.settle();
    expect(await records.item(`USER#${ada}`, 'LEDGER')).toMatchObject({
      s: { whatsapp: expect.stringMatching(/^unsubscribed=/) },
    });
    const answers = (await stack.client.outbox('?channel=whatsapp')).filter(({ journey }) => journey === null);
    expect(answers).toEqual([]);
  });
});
