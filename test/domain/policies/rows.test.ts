// biome-ignore-all format: one person a line
import { describe, expect, it } from 'vitest';
import { fromIso } from '../../../lib/domain/instant.ts';
import { laws, presets } from '../../../lib/domain/policies/index.ts';
import { type Asked, ask, day, decider, hour, noon, touched } from '../asking.ts';

const at = fromIso;
const us = (number: string, more: object = {}) => ({ phone: number, whatsapp: number, ...more });
const eastern = { timezone: 'America/New_York' };
const central = { timezone: 'America/Chicago' };
const [newYork, florida, texas, washington] = [us('+12125550123', { ...eastern, region: 'US-NY' }), us('+13055550123', { ...eastern, region: 'US-FL' }), us('+15125550123', { ...central, region: 'US-TX' }), us('+12065550123', { timezone: 'America/Los_Angeles', region: 'US-WA' })];
const berlin = { timezone: 'Europe/Berlin', country: 'DE' };
const paris = { phone: '+33612345678', timezone: 'Europe/Paris', country: 'FR' };
const delhi = { phone: '+919812345678', timezone: 'Asia/Kolkata', country: 'IN' };
const sms = (profile: object, more: Asked = {}): Asked => ({ channel: 'sms', profile, ...more });
const thrice = [touched(noon - 3 * hour), touched(noon - 4 * hour), touched(noon - 5 * hour)];
const registered = { sms: { india: { entity: '1101', header: 'ACMECO' } } };
const off = (...ids: string[]) => ({ policies: laws.filter(({ id }) => !ids.includes(id)) });
const withPreset = (id: string) => ({ policies: [...laws, ...presets.filter((preset) => preset.id === id)] });

/** For each row: somebody it stops, and somebody else whom nothing stops. */
const cases: Readonly<Record<string, readonly [stopped: Asked, free: Asked]>> = {
  'us-sms-express-written': [sms(newYork, { basis: 'double_opt_in', now: at('2027-01-11T18:00:00Z') }), sms(berlin, { basis: 'double_opt_in' })],
  'us-sms-hours': [sms(newYork, { now: at('2027-01-12T02:00:00Z') }), sms(berlin, { now: at('2027-01-12T02:00:00Z') })],
  'us-fl-ok-md-sms-hours': [sms(florida, { now: at('2027-01-12T01:30:00Z') }), sms(newYork, { now: at('2027-01-12T01:30:00Z') })],
  'us-fl-ok-md-sms-thrice': [sms(florida, { now: noon + 4 * hour, ledger: { touches: thrice, ...granted() } }), sms(newYork, { now: noon + 4 * hour, ledger: { touches: thrice, ...granted() } })],
  'us-wa-sms-hours': [sms(washington, { now: at('2027-01-12T04:30:00Z') }), sms(us('+12135550123', { timezone: 'America/Los_Angeles', region: 'US-CA' }), { now: at('2027-01-12T04:30:00Z') })],
  'us-tx-sms-hours': [sms(texas, { now: at('2027-01-10T17:30:00Z') }), sms(us('+13125550123', { ...central, region: 'US-IL' }), { now: at('2027-01-10T17:30:00Z') })],
  'eu-consent': [{ channel: 'email', profile: berlin, basis: 'implied' }, { channel: 'email', profile: { country: 'AU', timezone: 'Australia/Sydney' }, basis: 'implied' }],
  'fr-sms-hours': [sms(paris, { now: at('2027-05-06T10:00:00Z') }), sms({ ...berlin }, { now: at('2027-05-06T10:00:00Z') })],
  'whatsapp-opt-in': [{ channel: 'whatsapp', profile: { whatsapp: '+254712345678', country: 'KE' }, basis: 'implied' }, { channel: 'whatsapp', profile: { whatsapp: '+254712345678', country: 'KE' }, basis: 'soft_opt_in' }],
  'whatsapp-us-marketing': [{ channel: 'whatsapp', profile: { ...berlin, whatsapp: '+12125550123' } }, { channel: 'whatsapp', profile: { ...newYork, whatsapp: '+4915112345678' } }],
  'whatsapp-explicit-opt-in': [{ channel: 'whatsapp', profile: berlin, basis: 'soft_opt_in' }, { channel: 'whatsapp', profile: { whatsapp: '+41791234567', country: 'CH' }, basis: 'soft_opt_in' }],
  'push-opt-in': [{ channel: 'push', basis: 'soft_opt_in' }, { channel: 'push', basis: 'express' }],
  'ca-implied-inquiry': [{ channel: 'email', profile: { country: 'CA' }, basis: 'implied', grantedAt: noon - 181 * day }, { channel: 'email', profile: { country: 'AU' }, basis: 'implied', grantedAt: noon - 181 * day }],
  'ca-implied-purchase': [{ channel: 'email', profile: { country: 'CA' }, basis: 'soft_opt_in', grantedAt: noon - 730 * day }, { channel: 'email', profile: { country: 'CA' }, basis: 'soft_opt_in', grantedAt: noon - 730 * day + 1 }],
  'br-consent': [{ channel: 'email', profile: { country: 'BR' }, basis: 'soft_opt_in' }, { channel: 'email', profile: { country: 'AR' }, basis: 'soft_opt_in' }],
  'in-sms-hours': [sms(delhi, { now: at('2027-01-11T04:00:00Z'), program: registered }), sms({ ...delhi, phone: '+94712345678', country: 'LK', timezone: 'Asia/Colombo' }, { now: at('2027-01-11T04:00:00Z') })],
  'in-sms-registration': [sms(delhi), sms(delhi, { program: registered })],
  'au-consent': [{ channel: 'email', profile: { country: 'AU' }, ledger: { consents: {} } }, { channel: 'email', profile: { country: 'AU' }, basis: 'implied' }],
  'de-double-opt-in': [{ channel: 'email', profile: berlin, basis: 'express', program: withPreset('de-double-opt-in') }, { channel: 'email', profile: { country: 'AT' }, basis: 'express', program: withPreset('de-double-opt-in') }],
  'us-ct-sms-hours': [sms(us('+12035550123', { ...eastern, region: 'US-CT' }), { now: at('2027-01-11T13:30:00Z'), program: withPreset('us-ct-sms-hours') }), sms(newYork, { now: at('2027-01-11T13:30:00Z'), program: withPreset('us-ct-sms-hours') })],
  'us-ky-sms-hours': [sms(us('+15025550123', { ...eastern, region: 'US-KY' }), { now: at('2027-01-11T14:30:00Z'), program: withPreset('us-ky-sms-hours') }), sms(newYork, { now: at('2027-01-11T14:30:00Z'), program: withPreset('us-ky-sms-hours') })],
  'us-al-la-ms-sms-hours': [sms(us('+12055550123', { ...central, region: 'US-AL' }), { now: at('2027-01-10T18:00:00Z'), program: withPreset('us-al-la-ms-sms-hours') }), sms(us('+13125550123', { ...central, region: 'US-IL' }), { now: at('2027-01-10T18:00:00Z'), program: withPreset('us-al-la-ms-sms-hours') })],
  'us-pa-sms-holidays': [sms(us('+12155550123', { ...eastern, region: 'US-PA' }), { now: at('2027-11-25T18:00:00Z'), program: withPreset('us-pa-sms-holidays') }), sms(newYork, { now: at('2027-11-25T18:00:00Z'), program: withPreset('us-pa-sms-holidays') })],
};

function granted() {
  return { consents: { 'sms.marketing': { granted: { express_written: noon - day } } } };
}

describe('every row that decides', () => {
  const deciding = [...laws, ...presets].filter(({ predicate }) => predicate.kind !== 'kept');

  it('has its people here, a source and an id of its own', () => {
    expect(Object.keys(cases).sort()).toEqual(deciding.map(({ id }) => id).sort());
    expect(new Set([...laws, ...presets].map(({ id }) => id)).size).toBe(laws.length + presets.length);
    for (const { source, title } of [...laws, ...presets]) expect(`${source}${title}`.length).toBeGreaterThan(20);
  });

  it.each(Object.entries(cases))('%s stops whom it concerns, by name, and nobody else', (id, [stopped, free]) => {
    const decision = ask(stopped);
    expect(decision.verdict).not.toBe('send');
    expect(decider(decision)?.values).toMatchObject({ row: id });
    expect(ask(free)).toMatchObject({ verdict: 'send' });
  });

  it('is loosened by leaving it out, and by that alone', () => {
    const express = sms(newYork, { basis: 'express', now: at('2027-01-11T18:00:00Z') });
    expect(ask(express)).toMatchObject({ verdict: 'skip', reason: 'no-consent' });
    expect(ask({ ...express, program: off('us-sms-express-written') }).verdict).toBe('send');
  });
});

describe('a row with dates', () => {
  const law = { id: 'x', title: 't', jurisdiction: 'everywhere', channels: ['sms'], purposes: ['marketing'], predicate: { kind: 'never' }, source: 's', certainty: 'sure' } as const;
  const policies = [{ ...law, from: '2027-02-01', until: '2027-03-01' }];

  it.each([['2027-01-31T23:59:59Z', 'send'], ['2027-02-01T00:00:00Z', 'skip'], ['2027-02-28T23:59:59Z', 'skip'], ['2027-03-01T00:00:00Z', 'send']])('at %s: %s', (now, verdict) => {
    expect(ask({ now: at(now), program: { policies } }).verdict).toBe(verdict);
  });
});

describe('transactional', () => {
  const journey = { name: 'j', purpose: 'transactional' as const, caps: [] };

  it('is bound by rows that say so, and passes those about marketing by', () => {
    const night = { journey, now: at('2027-01-12T04:00:00Z') };
    expect(ask(sms(florida, night)).verdict).toBe('send');
    const closed = { id: 'x', title: 't', jurisdiction: ['US'], channels: ['sms'], purposes: ['transactional'], predicate: { kind: 'never' }, source: 's', certainty: 'sure' } as const;
    expect(ask(sms(florida, { ...night, program: { policies: [closed] } }))).toMatchObject({ reason: 'not-allowed' });
  });
});
