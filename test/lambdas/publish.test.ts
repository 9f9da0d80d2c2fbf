import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEvents } from '../../lambdas/publish/event.ts';

const field = fc.constantFrom(
  'type',
  'userId',
  'eventId',
  'occurredAt',
  'email',
  'push',
  'traits',
  'scores',
  'reason',
  '__proto__',
);
const type = fc.constantFrom(
  'profile.updated',
  'consent.changed',
  'touch.engaged',
  'score.updated',
  'user.erased',
  'order.placed',
);
const event = fc.oneof(
  fc.jsonValue(),
  fc
    .tuple(type, fc.dictionary(field, fc.jsonValue()))
    .map(([named, more]) => ({ userId: 'ada', ...more, type: named })),
);

it('reads any JSON without throwing: as events, or as what is wrong with each, by value, rule and remedy', () => {
  fc.assert(
    fc.property(fc.oneof(event, fc.array(event, { maxLength: 12 })), (body) => {
      const read = readEvents(body);
      if (!('errors' in read)) {
        for (const { detail } of read.events) expect(['string', 'number']).toContain(typeof detail.userId);
        for (const { field, rule, remedy } of read.refused)
          expect(field.length * rule.length * remedy.length > 0).toBe(true);
        return;
      }
      expect(read.errors.length).toBeGreaterThan(0);
      for (const { rule, remedy } of read.errors) expect([rule, remedy].every((text) => text.length > 0)).toBe(true);
    }),
  );
});

it('needs no user id for what is about an address, and for nothing else', () => {
  const address = { type: 'address.reinstated', channel: 'email', address: 'a@example.com' };
  expect(readEvents({ ...address, reason: 'works again', by: 'Kim' })).toMatchObject({ events: [{}], refused: [] });
  expect(readEvents({ ...address, type: 'address.suppressed', reason: 'bounced' })).toMatchObject({ events: [{}] });
  expect(readEvents({ ...address, reason: '', by: 'Kim' })).toMatchObject({ errors: [{ field: 'reason' }] });
  expect(readEvents({ type: 'user.erased' })).toMatchObject({ errors: [{ field: 'userId' }] });
});
