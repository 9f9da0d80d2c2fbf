import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactJson } from '../../../lib/domain/ingest/exact-json.ts';
import { readMparticle } from '../../../lib/domain/ingest/mparticle.ts';
import { kinds, mapping, types } from './mapping-of.ts';
import { batch } from './recorded.ts';

const read = (value: unknown) => readMparticle(value, mapping);
const [, signedUp] = batch.events;

describe('a batch of mParticle', () => {
  it('tells who somebody is, what they agreed to and when, and what they did', () => {
    const base = { userId: '97980cfea0067', eventId: `mparticle-${batch.source_request_id}` };
    const at = '2027-01-11T09:00:00.000Z';
    expect(read(batch).told).toEqual([
      {
        type: 'profile.updated',
        detail: {
          ...base,
          occurredAt: at,
          email: 'ada@example.com',
          phone: '+4915112345678',
          locale: 'de-AT',
          country: 'DE',
          push: [{ platform: 'apns', token: '9a1f0c' }],
          traits: { firstName: 'Ada', plan: 'pro', hobbies: ['chess', 'engines'], trial: null },
        },
      },
      {
        type: 'consent.changed',
        detail: {
          ...base,
          occurredAt: '2027-01-11T06:46:40.000Z',
          channel: 'email',
          status: 'granted',
          basis: 'express',
          source: 'mparticle: marketing_email',
        },
      },
      {
        type: 'consent.changed',
        // Nobody knows since when: a record that repeats itself.
        detail: {
          ...base,
          occurredAt: at,
          channel: 'push',
          status: 'granted',
          basis: 'double_opt_in',
          restated: true,
          source: 'mparticle: marketing_push',
        },
      },
      {
        type: 'user.signed_up',
        detail: {
          userId: '97980cfea0067',
          eventId: '0b1f1d8e-1f2e-4a5b-9a7b-0f3f4d5e6a7b',
          occurredAt: '2027-01-11T08:59:59.000Z',
          plan: 'Pro Annual',
        },
      },
      {
        type: 'order.placed',
        detail: {
          userId: '97980cfea0067',
          eventId: '6004677780660782222',
          occurredAt: at,
          orderId: 'order-1',
          total: 59.9,
          gift: true,
          order_id: 'order-1',
          currency: 'EUR',
          products: [{ id: 'n-1', name: 'Notebook', price: 59.9, quantity: 1 }],
        },
      },
    ]);
    expect(read(batch).dropped).toMatchObject([{ kind: 'unread', what: 'event of type "session_start"' }]);
  });

  it('counts each event once: by its message id, its id, or its place in the request', () => {
    const ids = (data: object) =>
      read({ ...batch, events: [{ ...signedUp, data: { ...signedUp.data, ...data } }] }).told.at(-1)?.detail.eventId;
    expect(ids({})).toBe('0b1f1d8e-1f2e-4a5b-9a7b-0f3f4d5e6a7b');
    expect(ids({ source_message_id: undefined })).toBe('6004677780660781111');
    expect(ids({ source_message_id: undefined, event_id: undefined })).toBe(`mparticle-${batch.source_request_id}-0`);
  });

  it('registers a push token', () => {
    const events = [{ event_type: 'push_registration', data: { register: true, registration_token: 'new' } }];
    expect(read({ ...batch, events }).told[0]?.detail.push).toEqual([{ platform: 'apns', token: 'new' }]);
  });

  it('without a customer_id names nobody', () => {
    expect(read({ ...batch, user_identities: { email: 'ada@example.com' } })).toMatchObject({
      told: [],
      dropped: [{ kind: 'anonymous' }],
    });
  });

  it('says nothing of a profile that it does not know', () => {
    const { user_attributes: _, deleted_user_attributes: __, device_info: ___, consent_state: ____, ...rest } = batch;
    const bare = { ...rest, user_identities: { customer_id: 'ada' }, events: [signedUp] };
    expect(types(read(bare))).toEqual(['user.signed_up']);
  });

  it('drops events that are not declared, by name', () => {
    const events = [{ event_type: 'custom_event', data: { event_name: 'Button Clicked' } }];
    expect(kinds(read({ ...batch, events }))).toEqual(['undeclared']);
  });

  it('keeps ids of 64 bits exact', () => {
    expect(exactJson('{"mpid":-5739346134342342342,"n":7,"x":0.5}')).toEqual({
      mpid: '-5739346134342342342',
      n: 7,
      x: 0.5,
    });
    expect(exactJson('{')).toBeUndefined();
  });

  it('never throws, whatever it is', () => {
    const field = fc.constantFrom(
      'user_identities',
      'user_attributes',
      'events',
      'device_info',
      'consent_state',
      'source_request_id',
      'timestamp_unixtime_ms',
      'deleted_user_attributes',
    );
    const batches = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(field, fc.jsonValue()).map((some) => ({ ...batch, ...some })),
    );
    fc.assert(
      fc.property(batches, (some) => {
        const { told } = read(some);
        for (const { detail } of told) expect(typeof detail.userId).toBe('string');
      }),
    );
  });
});
