import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spansOf, withoutAddresses, withoutContacts } from '../../lambdas/without-contacts.ts';

const size = 256 * 1024;

describe('an event in a dead letter', () => {
  it('has its ids and kinds, and no address, number or name, in fields, texts or names of fields', () => {
    const event = {
      id: 'e-1',
      'detail-type': 'order.placed',
      source: 'shop',
      detail: {
        userId: 'ada',
        eventId: 'order-1',
        channel: 'email',
        status: 'granted',
        total: 12.5,
        customerEmail: 'ada@example.org',
        Phone_Number: 4915111111111,
        firstName: 'Ada',
        shippingAddress: { street: 'Musterweg 1' },
        note: 'write to ada@müller.de or call +49 (151) 111-11111, code 12',
        'ada@example.org': 1,
        list: [{ email: null }, 'x＠example.com', { deviceTokens: ['t'] }],
        traits: { plan: 'pro' },
      },
    };
    expect(withoutContacts(event)).toEqual({
      ...event,
      detail: {
        userId: 'ada',
        eventId: 'order-1',
        channel: 'email',
        status: 'granted',
        total: 12.5,
        customerEmail: '[removed]',
        Phone_Number: '[removed]',
        firstName: '[removed]',
        shippingAddress: '[removed]',
        note: 'write to [removed] or call [removed], code 12',
        '[removed]': 1,
        list: [{ email: null }, '[removed]', { deviceTokens: '[removed]' }],
        traits: '[removed]',
      },
    });
  });

  it('keeps the touch that a message was, and nobody it went to', () => {
    const detail = {
      mail: {
        destination: ['a@x.org'],
        tags: { touch: ['T'] },
        commonHeaders: { to: ['a@x.org'] },
        headers: [{ value: 'a@x.org' }],
      },
      context: { touch: 'T' },
      destinationPhoneNumber: '+4915111111111',
    };
    expect(withoutContacts(detail)).toEqual({
      mail: {
        destination: '[removed]',
        tags: { touch: ['T'] },
        commonHeaders: { to: ['[removed]'] },
        headers: [{ value: '[removed]' }],
      },
      context: { touch: 'T' },
      destinationPhoneNumber: '[removed]',
    });
  });

  it('is made of anything, however deep, long or strange, and holds none of its addresses', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(JSON.stringify(withoutContacts({ deep }))).toContain('[removed]');
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.emailAddress(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (value, email, more) => {
          const text = JSON.stringify(withoutContacts({ ...more, value, told: [email, { [email]: `<${email}>` }] }));
          expect(text).not.toContain(email.slice(email.indexOf('@')));
        },
      ),
    );
  });
});

describe('looking for addresses', () => {
  it('removes a number and the address around it', () => {
    expect(withoutAddresses('a+1234567@example.org, b+12345678c@x.de; +1 2 3')).toBe(
      'a[removed][removed], b[removed][removed]; +1 2 3',
    );
    expect(withoutAddresses('like a@example.com or +4915112345678')).toBe('like a@example.com or +4915112345678');
  });

  it('looks at each character a bounded number of times, whatever the text is made of', () => {
    const piece = fc.oneof(
      fc.constantFrom('A', '@', 'a@', '@a', 'a@b.', '+', '+1', '+1 ', '1', '.', ' ', '+4915112345678', 'a+1@', '-'),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 2000 }),
        (pieces, times) => {
          const text = pieces.join('').repeat(times);
          let looked = 0;
          const counting = {
            length: text.length,
            charAt(at: number) {
              looked += 1;
              return text.charAt(at);
            },
          };
          for (const _ of spansOf(counting));
          expect(looked).toBeLessThanOrEqual(4 * text.length + 4);
        },
      ),
    );
  });

  it.each(['A', '@', 'a@', '+', '+1', '+1 ', '.', 'a.b@c+'])('takes 256 KB of %j', (piece) => {
    const text = piece.repeat(size / piece.length);
    expect(withoutAddresses(text).length).toBeGreaterThan(0);
    expect(withoutContacts({ note: text, list: [text] })).toEqual({ note: '[removed]', list: ['[removed]'] });
  });
});
