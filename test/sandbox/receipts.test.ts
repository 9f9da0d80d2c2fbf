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
const receipt = (eventType: string, messageId: string) =>
  aws('aws.sms-voice', 'Text Message Delivery Status Updated', { eventType, messageId, isFinal: true });

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
  it('finds its touch by the message', async () => {
    const { touchId, records } = await sent('m-1');
    await stack.client.publish(
      receipt('TEXT_QUEUED', 'm-1'),
      receipt('TEXT_DELIVERED', 'm-1'),
      receipt('TEXT_DELIVERED', 'm-1'),
      aws('aws.social-messaging', 'WhatsApp Message Read', { messageId: 'm-1', status: 'read' }),
    );
    await stack.client.settle();
    expect(await records.touch(touchId)).toMatchObject({ delivered: expect.any(Number), opened: expect.any(Number) });
  });

  it('before its touch is on record is tried again, then kept for somebody to see', async () => {
    const { touchId, records } = await sent();
    await stack.client.publish(receipt('TEXT_DELIVERED', 'm-2'));
    await stack.client.settle();
    await called(records, 'm-2', touchId);
    await stack.client.publish(receipt('TEXT_DELIVERED', 'm-3'));
    await stack.client.advance('PT10M');
    expect(await records.touch(touchId)).toMatchObject({ delivered: expect.any(Number) });
    const letters = (await stack.client.deadLetters()).filter(({ queue }) => queue.includes('listen'));
    expect(letters.map(({ body }) => JSON.parse(body).detail.messageId)).toEqual(['m-3']);
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
