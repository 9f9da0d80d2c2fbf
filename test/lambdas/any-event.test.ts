import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failedRun } from '../../lambdas/conclude/event.ts';
import { judge, publishable } from '../../lambdas/contract.ts';
import { envelopeOf } from '../../lambdas/enter/event.ts';
import { appEvent, type Envelope, envelope, parse } from '../../lambdas/envelope.ts';
import { forwardedEvent } from '../../lambdas/forward/event.ts';
import { orderIn, readConsent, readProfile } from '../../lambdas/identify/event.ts';
import { readMessage } from '../../lambdas/ingest/event.ts';
import { appFeedback } from '../../lambdas/listen/event.ts';
import { withoutContacts } from '../../lambdas/without-contacts.ts';
import { rememberedOf } from '../../lib/domain/events/remembered.ts';
import { changeProfile, emptyProfile } from '../../lib/domain/profile.ts';
import { Unusable } from '../../lib/engine/signals.ts';

const now = Date.parse('2027-01-11T09:00:00Z');
const names = [
  'userId',
  'eventId',
  'occurredAt',
  'email',
  'phone',
  'push',
  'addPush',
  'timezone',
  'locale',
  'country',
  'region',
  'traits',
  'scores',
  'channel',
  'status',
  'basis',
  'purpose',
  'source',
  'wording',
  'restated',
  'touchId',
  'kind',
  'address',
  'reason',
  'type',
  'event',
  'properties',
  'context',
  'messageId',
  'timestamp',
  'user_identities',
  'events',
  'user_attributes',
  'consent_state',
  'input',
  'name',
  'run',
  'total',
  'orderId',
  '__proto__',
  'constructor',
  'toString',
];
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    'ada',
    'granted',
    'withdrawn',
    'email',
    'express',
    'identify',
    'track',
    'bounced',
    'FAILED',
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 60,
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '0000-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59Z',
    '2027-01-11T08:00:00Z',
    '\uD800',
    '{"run":1}',
    '[',
    '',
  ),
);
const detail = fc.dictionary(
  fc.constantFrom(...names),
  fc.oneof(value, fc.dictionary(fc.constantFrom(...names), value)),
);
const types = [
  'profile.updated',
  'score.updated',
  'consent.changed',
  'touch.engaged',
  'address.suppressed',
  'user.erased',
  'order.placed',
  'user.signed_up',
  'touch.sent',
  'nothing.known',
  '__proto__',
  'constructor',
];
const event = fc.record({ type: fc.constantFrom(...types), detail }).map(({ type, detail: told }): Envelope => {
  return { id: 'e', time: '2027-01-11T09:00:00Z', source: 'app', 'detail-type': type, detail: told };
});

/** What is not understood is `Unusable`, with a reason; nothing else is ever thrown. */
function orUnusable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(Unusable);
    expect((error as Error).message).not.toBe('');
    return undefined;
  }
}

it('is read at every door without an error of our own, whatever JSON it is', () => {
  fc.assert(
    fc.property(event, (told) => {
      const base = orUnusable(() => appEvent(told, now));
      if (base) {
        expect(base.at).toBeLessThanOrEqual(now);
        expect(base.at).toBeGreaterThanOrEqual(0);
        orUnusable(() => readConsent(told, base.refused));
      }
      const profile = orUnusable(() => readProfile(told));
      if (profile) JSON.stringify(changeProfile(emptyProfile, { ...profile.change, refused: profile.refused }, now));
      orUnusable(() => appFeedback(told, now));
      orUnusable(() => forwardedEvent(told));
      orUnusable(() => failedRun(told));
      orderIn(told);
      rememberedOf(names, told.detail);
      const judgement = judge(told['detail-type'], told.detail);
      publishable(told['detail-type'], told.detail, judgement);
      for (const platform of ['segment', 'mparticle'] as const) readMessage(platform, told.detail);
      withoutContacts(told);
    }),
    { numRuns: 500 },
  );
});

it('is unwrapped, and refused, whatever is delivered', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ journey: fc.string(), event: fc.jsonValue() })), (delivered) => {
      const raw = envelopeOf(delivered as never);
      orUnusable(() => parse(envelope, raw, { id: 'i', 'detail-type': 'event' }));
      orUnusable(() => parse(envelope, delivered, { id: 'i', 'detail-type': 'event' }));
    }),
  );
});

it('is stored as the doors say it is: what is published is read again with nothing wrong that was not named', () => {
  fc.assert(
    fc.property(event, (told) => {
      const type = told['detail-type'];
      const judgement = judge(type, told.detail);
      if (judgement.wrong.length > 0) return;
      const published = { ...told, detail: publishable(type, told.detail, judgement) };
      expect(appEvent(published, now).user).not.toBe('');
      if (type === 'consent.changed') readConsent(published, appEvent(published, now).refused);
      if (type === 'profile.updated' || type === 'score.updated') {
        const named = new Set(judgement.refused.map(({ field }) => field));
        for (const { field } of readProfile(published).refused) expect(named).toContain(field);
      }
    }),
    { numRuns: 500 },
  );
});
