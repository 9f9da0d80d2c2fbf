import { describe, expect, it } from 'vitest';
import { statusInEntry, textFeedback, whatsappFeedback } from '../../../lambdas/listen/end-user-messaging.ts';
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
const context = { touch: touchId(touch), stage: 'polyphony' };
const texted = (detail: Record<string, unknown>) =>
  textFeedback(
    event('Text Message Delivery Status Updated', { messageId: 'm-1', context, ...detail }),
    now,
    'polyphony',
  );

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
  ])('%j', (detail, expected) => {
    expect(texted(detail)).toEqual({ ...told, ...expected });
  });

  it.each([
    { eventType: 'TEXT_QUEUED' },
    { eventType: 'TEXT_PENDING' },
    { eventType: 'TEXT_SENT' },
    { eventType: 'TEXT_UNKNOWN' },
    { eventType: 'TEXT_SUCCESSFUL', isFinal: false },
    { eventType: 'TEXT_INVENTED_SINCE' },
  ])('is not known to have arrived by %j', (detail) => {
    expect(texted(detail)).toBeNull();
  });

  it('has its own time', () => {
    const detail = { eventType: 'TEXT_DELIVERED', eventTimestamp: now - 5 };
    expect(texted(detail)).toMatchObject({ touch, at: now - 30 * 60_000 });
    expect(texted({ ...detail, eventTimestamp: 1_000 })).toMatchObject({ at: 1_000 });
  });

  it('of another program or another stage is left alone', () => {
    const others = [undefined, {}, { touch: 'theirs' }, { ...context, stage: 'polyphony-prod' }];
    for (const theirs of others) expect(texted({ eventType: 'TEXT_DELIVERED', context: theirs })).toBeNull();
    expect(texted({ eventType: 'TEXT_DELIVERED', context: { touch: context.touch } })).toMatchObject({ touch });
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

  it('of another program is left alone; one of our own number is tried again', async () => {
    const theirs = event('WhatsApp Message Delivered', { messageId: 'm-9', originationPhoneNumberId: '111111' });
    expect(await whatsappFeedback(theirs, now, messages)).toBeNull();
    expect(await whatsappFeedback(theirs, now, messages, '222222')).toBeNull();
    await expect(whatsappFeedback(theirs, now, messages, '111111')).rejects.toMatchObject({ name: 'Error' });
  });

  it('is not refused for a status that is new', async () => {
    expect(
      await whatsappFeedback(event('WhatsApp Message Teleported', { messageId: 'm-1' }), now, messages),
    ).toBeNull();
    expect(await statusInEntry({ id: 'w', status: 'teleported' }, event('x', {}), now, messages)).toBeNull();
  });

  it('is known out of Meta’s own entry by what it brings back', async () => {
    const status = { id: 'wamid.9', status: 'failed', callback: touchId(touch), at: 1_799_659_700_000, code: '131026' };
    const told = { touch, kind: 'bounced', reason: '131026', at: 1_799_659_700_000, event: 'event-1' };
    expect(await statusInEntry(status, event('x', {}), now, messages)).toEqual(told);
    expect(await statusInEntry({ id: 'wamid.9', status: 'read' }, event('x', {}), now, messages)).toBeNull();
  });
});
