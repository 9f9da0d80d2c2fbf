import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSegment } from '../../../lib/domain/ingest/segment.ts';
import { kinds, mapping, types } from './mapping-of.ts';
import { chose, identify, track } from './recorded.ts';

const read = (call: unknown) => readSegment(call, mapping);

describe('a call of Segment', () => {
  it('identify tells who somebody is, and repeats what they agreed to', () => {
    const base = { userId: '97980cfea0067', eventId: identify.messageId, occurredAt: identify.timestamp };
    const yes = { ...base, status: 'granted', restated: true };
    expect(read(identify)).toEqual({
      told: [
        {
          type: 'profile.updated',
          detail: {
            ...base,
            email: 'ada@example.com',
            phone: '+4915112345678',
            locale: 'en-US',
            timezone: 'Europe/Berlin',
            country: 'DE',
            push: [{ platform: 'fcm', token: 'token-of-adas-phone' }],
            traits: { firstName: 'Ada', plan: 'pro', logins: 5, address: { city: 'Berlin', postalCode: '10999' } },
          },
        },
        {
          type: 'consent.changed',
          detail: { ...yes, channel: 'email', basis: 'express', source: 'segment: marketing_email' },
        },
        {
          type: 'consent.changed',
          detail: { ...yes, channel: 'push', basis: 'double_opt_in', source: 'segment: marketing_push' },
        },
      ],
      dropped: [],
    });
  });

  it('identify says only what is in it, and null removes', () => {
    const bare = { type: 'identify', userId: 'ada', messageId: 'm', traits: { email: null, plan: null } };
    expect(read(bare).told).toEqual([
      { type: 'profile.updated', detail: { userId: 'ada', eventId: 'm', email: null, traits: { plan: null } } },
    ]);
  });

  it('track is the event that the program maps its name to, or one of that very name', () => {
    const detail = {
      plan: 'Pro Annual',
      accountType: 'Facebook',
      userId: '97980cfea0067',
      occurredAt: track.timestamp,
    };
    expect(read(track).told).toEqual([
      { type: 'user.signed_up', detail: { ...detail, eventId: 'api-2pMCH4qGzTTt6mAjL8CkIv5k7iA' } },
    ]);
    expect(types(read({ ...track, event: 'user.signed_up' }))).toEqual(['user.signed_up']);
  });

  it('track fits its properties to the declared fields, whoever they say they are about', () => {
    const properties = { order_id: 7, total: '59.90', gift: 'true', userId: 'bob', occurredAt: 'never' };
    expect(read({ ...track, event: 'Order Completed', properties }).told[0]?.detail).toMatchObject({
      orderId: '7',
      total: 59.9,
      gift: true,
      userId: '97980cfea0067',
      occurredAt: track.timestamp,
    });
  });

  it('tells a choice as a choice, a no included', () => {
    const categoryPreferences = { marketing_email: false, marketing_push: true };
    const told = read({ ...chose, context: { consent: { categoryPreferences } } }).told;
    expect(told.map(({ detail }) => [detail.channel, detail.status, detail.restated])).toEqual([
      ['email', 'withdrawn', undefined],
      ['push', 'granted', undefined],
    ]);
  });

  it('delete is an erasure', () => {
    expect(read({ type: 'delete', userId: 'ada', timestamp: track.timestamp, messageId: 'd' }).told).toEqual([
      { type: 'user.erased', detail: { userId: 'ada', eventId: 'd', occurredAt: track.timestamp } },
    ]);
  });

  it.each([
    ['of an anonymous visitor', { ...track, userId: undefined }, 'anonymous'],
    ['of a visitor whose id is null', { ...identify, userId: null }, 'anonymous'],
    ['of an event that is not declared', { ...track, event: 'Button Clicked' }, 'undeclared'],
    ['of an event without a name', { ...track, event: undefined }, 'undeclared'],
    ['of an event named like something built in', { ...track, event: 'constructor' }, 'undeclared'],
    ['alias', { ...track, type: 'alias', previousId: 'x' }, 'unread'],
    ['page', { ...track, type: 'page' }, 'unread'],
    ['without a type', {}, 'unread'],
    ['that is none', 'nonsense', 'unread'],
  ])('%s is dropped by name', (_, call, kind) => {
    expect(read(call)).toMatchObject({
      told: [],
      dropped: [{ kind, rule: expect.any(String), remedy: expect.any(String) }],
    });
  });

  it('counts once under its messageId, and under its content when it has none', () => {
    const { messageId: _, ...bare } = track;
    const idOf = (call: unknown) => read(call).told[0]?.detail.eventId;
    expect(idOf(bare)).toBe(idOf({ ...bare }));
    expect(idOf(bare)).not.toBe(idOf({ ...bare, event: 'user.signed_up' }));
    expect(String(idOf({ ...track, messageId: 'x'.repeat(300) }))).toMatch(/^sha256-[0-9a-f]{64}$/);
  });

  it('with a malformed time counts as now, and says so', () => {
    const reading = read({ ...track, timestamp: 'yesterday' });
    expect(reading.told[0]?.detail).not.toHaveProperty('occurredAt');
    expect(kinds(reading)).toEqual(['invalid']);
  });

  it('never throws, whatever it is', () => {
    const field = fc.constantFrom(
      'type',
      'userId',
      'event',
      'traits',
      'properties',
      'context',
      'timestamp',
      'messageId',
    );
    const calls = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(field, fc.jsonValue()).map((call) => ({ ...identify, ...call })),
      fc.dictionary(field, fc.jsonValue()).map((call) => ({ ...track, ...call })),
    );
    fc.assert(
      fc.property(calls, (call) => {
        const { told, dropped } = read(call);
        expect(told.length + dropped.length).toBeGreaterThan(0);
        for (const { detail } of told) expect(detail.userId).toBe((call as { userId: unknown }).userId);
      }),
    );
  });
});
