import { describe, expect, it } from 'vitest';
import { heardIn } from '../../../lambdas/listen/whatsapp-message.ts';

const event = (whatsAppWebhookEntry: unknown, more: object = {}) => ({
  id: 'event-1',
  time: '2027-01-11T09:30:00Z',
  source: 'aws.social-messaging',
  'detail-type': 'WhatsApp Message Received',
  detail: { whatsAppWebhookEntry, ...more },
});
const change = (value: object, field = 'messages') => ({ field, value });
const entry = (...changes: object[]) => ({ id: '5', changes });
const heard = (value: object, field?: string) => heardIn(event(JSON.stringify(entry(change(value, field)))));
const number = { provider: 'end-user-messaging', channel: 'whatsapp', address: '+14155550123' };
const from = { from: '14155550123', timestamp: '1799659800' };

describe('what an event of WhatsApp carries', () => {
  it('is read out of text, out of objects, and out of several of either', () => {
    const one = entry(change({ messages: [{ ...from, id: 'wamid.1', type: 'text', text: { body: 'STOP' } }] }));
    const message = { what: 'message', message: { ...number, id: 'wamid.1', text: 'STOP' } };
    for (const carried of [one, JSON.stringify(one), { object: 'whatsapp_business_account', entry: [one] }]) {
      expect(heardIn(event(carried))).toEqual([message]);
    }
    for (const carried of [[one, one], JSON.stringify([one, one]), entry(...one.changes, ...one.changes)]) {
      expect(heardIn(event(carried))).toEqual([message, message]);
    }
  });

  it('costs, where it cannot be read, itself alone', () => {
    const good = { ...from, id: 'wamid.2', type: 'text', text: { body: 'STOP' } };
    const found = heardIn(
      event([
        '{"no json',
        JSON.stringify(
          entry(change({ messages: [{ type: 'text', text: { body: 'hi' } }, null, 7, good] }), change({})),
        ),
      ]),
    );
    expect(found.map(({ what }) => what)).toEqual([
      'unreadable',
      'unreadable',
      'unknown',
      'unknown',
      'message',
      'unknown',
    ]);
    expect(JSON.stringify(found.filter(({ what }) => what === 'unreadable'))).not.toMatch(/1415|hi/);
  });

  it('has nothing where there is no entry', () => {
    for (const carried of [undefined, null]) {
      expect(() => heardIn(event(carried))).toThrow(expect.objectContaining({ name: 'Unusable' }));
    }
  });

  it('names people by their business-scoped id too, and by it alone', () => {
    const text = { type: 'text', text: { body: 'hi' } };
    expect(heard({ messages: [{ from_user_id: 'DE.1', id: 'w', ...text }] })).toMatchObject([
      { message: { address: 'DE.1', userId: 'DE.1', text: 'hi' } },
    ]);
    expect(heard({ messages: [{ ...from, from_user_id: 'DE.1', id: 'w', ...text }] })).toMatchObject([
      { message: { address: '+14155550123', userId: 'DE.1' } },
    ]);
    const contacts = [{ wa_id: '14155550123', user_id: 'US.2' }];
    expect(heard({ contacts, messages: [{ ...from, id: 'w', ...text }] })).toMatchObject([
      { message: { address: '+14155550123', userId: 'US.2' } },
    ]);
  });

  it('has the payload of a button beside its label, and captions', () => {
    const messages = [
      { ...from, id: 'a', type: 'button', button: { text: 'Abbestellen', payload: 'STOP' } },
      { ...from, id: 'b', type: 'interactive', interactive: { button_reply: { id: 'STOP', title: 'Nee' } } },
      { ...from, id: 'c', type: 'interactive', interactive: { list_reply: { id: 'x', title: 'Ja' } } },
      { ...from, id: 'd', type: 'image', image: { id: '1', caption: 'Stop' } },
    ];
    expect(heard({ messages })).toMatchObject([
      { message: { text: 'Abbestellen', payload: 'STOP' } },
      { message: { text: 'Nee', payload: 'STOP' } },
      { message: { text: 'Ja', payload: 'x' } },
      { message: { text: 'Stop' } },
    ]);
  });

  it('takes what is no message of a person’s for none, and an edit for another wording', () => {
    const messages = [
      { ...from, id: 'a', type: 'system', system: { type: 'user_changed_number', body: 'STOP', wa_id: '1' } },
      { ...from, id: 'b', type: 'unsupported', errors: [{ code: 131051 }] },
      { ...from, id: 'c', type: 'revoke', revoke: { original_message_id: 'x' } },
      { ...from, id: 'd', type: 'reaction', reaction: { emoji: '👍', message_id: 'x' } },
      { ...from, id: 'e', type: 'hologram', hologram: {} },
      {
        ...from,
        id: 'f',
        type: 'edit',
        edit: { original_message_id: 'f', message: { type: 'text', text: { body: 'STOP' } } },
      },
    ];
    expect(heard({ messages })).toEqual([
      { what: 'none', name: 'system', id: 'a' },
      { what: 'none', name: 'unsupported', id: 'b' },
      { what: 'none', name: 'revoke', id: 'c' },
      { what: 'none', name: 'reaction', id: 'd' },
      { what: 'unknown', name: 'hologram', id: 'e' },
      { what: 'message', message: { ...number, id: 'f edit', text: 'STOP', edited: true } },
    ]);
  });

  it('says who stopped marketing messages, and counts what it does not know', () => {
    const said = { wa_id: '14155550123', category: 'marketing_messages', detail: 'why', timestamp: 1_799_671_300 };
    const preferences = [
      { ...said, value: 'stop' },
      { ...said, value: 'resume', wa_id: undefined, user_id: 'DE.1' },
      { ...said, value: 'sometimes' },
      { ...said, category: 'calls', value: 'stop' },
      { ...said, wa_id: 'nobody', value: 'stop' },
    ];
    const about = { detail: 'why', at: 1_799_671_300_000 };
    expect(heard({ user_preferences: preferences }, 'user_preferences')).toEqual([
      { what: 'preference', preference: { address: '+14155550123', value: 'stop', ...about } },
      { what: 'preference', preference: { address: 'DE.1', value: 'resume', ...about } },
      { what: 'unknown', name: 'user_preferences sometimes' },
      { what: 'unknown', name: 'user_preferences calls' },
      { what: 'unreadable', place: 'entry 0 change 0 preference 4', rule: expect.any(String) },
    ]);
    expect(heard({ event: 'x' }, 'account_update')).toEqual([{ what: 'unknown', name: 'account_update' }]);
  });

  it('is left alone where it is another number’s of this account', () => {
    const value = { metadata: { phone_number_id: '222' }, messages: [{ ...from, id: 'w', type: 'text' }] };
    const context = { MetaPhoneNumberIds: [{ metaPhoneNumberId: '222', arn: 'arn:theirs' }] };
    const told = event(JSON.stringify(entry(change(value))), { context });
    expect(heardIn(told, 'arn:ours')).toEqual([{ what: 'foreign' }]);
    expect(heardIn(told, 'arn:theirs')).toMatchObject([{ what: 'message' }]);
    expect(heardIn(told)).toMatchObject([{ what: 'message' }]);
  });
});
