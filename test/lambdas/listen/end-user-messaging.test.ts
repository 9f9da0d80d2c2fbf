import { describe, expect, it } from 'vitest';
import { textFeedback, whatsappFeedback } from '../../../lambdas/listen/end-user-messaging.ts';
import { whatsappMessages } from '../../../lambdas/listen/whatsapp-message.ts';
import { runId } from '../../../lib/domain/run-id.ts';
import { touchId } from '../../../lib/domain/touch-id.ts';

const touch = { user: 'ada', run: runId('welcome', 'ada', 'e'), step: 'hello' };
const now = Date.parse('2027-01-11T10:00:00Z');
const messages = {
  find: async (provider: string, id: string) => (provider === 'end-user-messaging' && id === 'm-1' ? touch : null),
};
const event = (type: string, detail: Record<string, unknown>) => ({
  id: 'event-1',
  time: '2027-01-11T09:30:00Z',
  source: 'aws',
  'detail-type': type,
  detail,
});
const texted = (detail: Record<string, unknown>) =>
  textFeedback(event('Text Message Delivery Status Updated', { messageId: 'm-1', ...detail }), now, messages);

describe('a text message', () => {
  const told = { touch, at: now - 30 * 60_000, event: 'event-1' };

  it.each([
    [{ eventType: 'TEXT_DELIVERED', isFinal: true }, { kind: 'delivered' }],
    [{ eventType: 'TEXT_SUCCESSFUL', isFinal: true }, { kind: 'delivered' }],
    [{ eventType: 'TEXT_UNREACHABLE' }, { kind: 'bounced', reason: 'unreachable' }],
    [{ eventType: 'TEXT_CARRIER_BLOCKED' }, { kind: 'bounced', reason: 'carrier-blocked' }],
    [{ eventType: 'TEXT_PROTECT_BLOCKED' }, { kind: 'rejected', reason: 'protect-blocked' }],
    [
      { eventType: 'TEXT_INVALID', destinationPhoneNumber: '+14155550123' },
      {
        kind: 'bounced',
        reason: 'invalid',
        suppress: { channel: 'sms', reason: 'bounced', addresses: ['+14155550123'] },
      },
    ],
    [
      { eventType: 'TEXT_INVALID' },
      { kind: 'bounced', reason: 'invalid', suppress: { channel: 'sms', reason: 'bounced' } },
    ],
  ])('%j', async (detail, expected) => {
    expect(await texted(detail)).toEqual({ ...told, ...expected });
  });

  it.each([
    { eventType: 'TEXT_QUEUED' },
    { eventType: 'TEXT_PENDING' },
    { eventType: 'TEXT_SENT' },
    { eventType: 'TEXT_UNKNOWN' },
    { eventType: 'TEXT_SUCCESSFUL', isFinal: false },
  ])('is not known to have arrived by %j', async (detail) => {
    expect(await texted(detail)).toBeNull();
  });

  it('says its own touch where it carries one, and its own time', async () => {
    const context = { touch: touchId(touch) };
    const detail = { eventType: 'TEXT_DELIVERED', messageId: 'm-9', context, eventTimestamp: now - 5 };
    expect(await texted(detail)).toMatchObject({ touch, at: now - 30 * 60_000 });
    expect(await texted({ ...detail, eventTimestamp: 1_000 })).toMatchObject({ at: 1_000 });
  });

  it('that is not known, yet, is tried again', async () => {
    await expect(texted({ eventType: 'TEXT_DELIVERED', messageId: 'm-2' })).rejects.toMatchObject({ name: 'Error' });
  });
});

describe('a WhatsApp message', () => {
  it.each([
    ['WhatsApp Message Delivered', { kind: 'delivered' }],
    ['WhatsApp Message Read', { kind: 'opened' }],
    ['WhatsApp Message Failed', { kind: 'bounced', reason: 'failed' }],
    ['WhatsApp Message Undeliverable', { kind: 'bounced', reason: 'undeliverable' }],
  ])('%s', async (type, expected) => {
    const detail = { messageId: 'm-1', status: 'x', eventTimestamp: '1799659800' };
    expect(await whatsappFeedback(event(type, detail), now, messages)).toEqual({
      touch,
      at: 1_799_659_800_000,
      event: 'event-1',
      ...expected,
    });
  });

  it('of somebody to us is read out of Meta’s own entry', () => {
    const entry = {
      changes: [
        {
          value: {
            contacts: [{ wa_id: '14155550123', profile: { name: 'Ada' } }],
            messages: [
              { from: '14155550123', id: 'wamid.1', timestamp: '1799659800', type: 'text', text: { body: 'STOP' } },
              { from: '14155550123', id: 'wamid.2', type: 'button', button: { text: 'Yes', payload: 'y' } },
            ],
          },
        },
      ],
    };
    const message = { provider: 'end-user-messaging', channel: 'whatsapp', address: '+14155550123' };
    for (const whatsAppWebhookEntry of [entry, JSON.stringify(entry)]) {
      expect(whatsappMessages(event('WhatsApp Message Received', { messageId: 'm-1', whatsAppWebhookEntry }))).toEqual([
        { ...message, id: 'wamid.1', text: 'STOP' },
        { ...message, id: 'wamid.2', text: 'Yes' },
      ]);
    }
  });

  it('that the event does not carry is unusable', () => {
    for (const detail of [{}, { whatsAppWebhookEntry: 'no json' }])
      expect(() => whatsappMessages(event('WhatsApp Message Received', detail))).toThrow(
        expect.objectContaining({ name: 'Unusable' }),
      );
  });
});
