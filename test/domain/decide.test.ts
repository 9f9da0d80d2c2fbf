import { describe, expect, it } from 'vitest';
import { decide, type Question } from '../../lib/domain/decide.ts';
import { fromIso } from '../../lib/domain/instant.ts';
import { emptyLedger, type LedgerRun } from '../../lib/domain/ledger.ts';
import { emptyProfile } from '../../lib/domain/profile.ts';
import { weekdays } from '../../lib/domain/window.ts';

const now = fromIso('2027-01-11T12:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;
const run: LedgerRun = {
  id: 'run',
  journey: 'j',
  group: 'treatment',
  at: now - day,
  since: now - day,
  priority: 50,
  arms: {},
  data: {},
  by: 'i',
};
const sms = (at: number, more = {}) => ({
  at,
  channel: 'sms' as const,
  purpose: 'marketing' as const,
  journey: 'j',
  ...more,
});
const record = (feedback = {}, more = {}) => ({
  journey: 'j',
  channel: 'email' as const,
  group: 'treatment' as const,
  feedback,
  ...more,
});

const ask = (more: Partial<Question> = {}) =>
  decide({
    now,
    user: 'ada',
    run,
    journey: { name: 'j', purpose: 'marketing', caps: [] },
    step: { name: 's', channel: 'sms', content: 'c' },
    stepName: 's',
    profile: { ...emptyProfile, phone: '+4915112345678', timezone: 'Europe/Berlin' },
    ledger: { ...emptyLedger, consents: { 'sms.marketing': { granted: { express: now - day } } } },
    program: {
      caps: [{ max: 1, perMs: day, channel: 'sms' }],
      windows: { sms: [{ days: [...weekdays], from: '08:00', to: '21:00' }] },
      spreadMs: 0,
      timezone: 'UTC',
      locale: 'en',
      providers: {},
    },
    ...more,
  });
const ledgerWith = (more: Partial<Question['ledger']>) => ({
  ledger: { ...emptyLedger, consents: { 'sms.marketing': { granted: { express: now - day } } }, ...more },
});

describe('decide', () => {
  it('sends when every rule passes, and says which were asked', () => {
    const { verdict, tried } = ask();
    expect(verdict).toBe('send');
    expect(tried.map(({ rule }) => rule)).toEqual(['reach', 'suppression', 'consent', 'window', 'cap']);
  });

  it.each<[string, Partial<Question>, string]>([
    ['an address', { profile: emptyProfile }, 'unreachable'],
    ['a profile', { profile: null }, 'unreachable'],
    ['a step that still exists', { step: undefined }, 'no-content'],
    ['consent', { ledger: emptyLedger }, 'no-consent'],
    [
      'consent that was not withdrawn',
      ledgerWith({ consents: { 'sms.marketing': { granted: {}, withdrawn: now } } }),
      'consent-withdrawn',
    ],
    [
      'an address that is not suppressed',
      ledgerWith({ suppressed: { sms: { reason: 'complained', at: now } } }),
      'suppressed',
    ],
    ['a free slot', ledgerWith({ touches: [sms(now - day + 1)] }), 'capped'],
    [
      'recent engagement, if the step asks for it',
      { step: { name: 's', channel: 'sms', content: 'c', when: { engagedWith: 'sms', withinMs: 90 * day } } },
      'not-engaged',
    ],
    ['an unsatisfied guard', { guard: { unless: 'opened', ladder: [record({ clicked: now })] } }, 'satisfied'],
    [
      'a ladder that is not over',
      { guard: { unless: 'clicked', ladder: [record(), record({}, { reason: 'satisfied' })] } },
      'satisfied',
    ],
  ])('needs %s', (_, more, reason) => {
    expect(ask(more)).toMatchObject({ verdict: 'skip', reason });
  });

  it('lets a slot go exactly when its period is over', () => {
    expect(ask(ledgerWith({ touches: [sms(now - day)] })).verdict).toBe('send');
  });

  it('counts a journey against its own caps only', () => {
    const program = { ...ask, caps: [], windows: {}, spreadMs: 0, timezone: 'UTC', locale: 'en', providers: {} };
    const journey = { name: 'j', purpose: 'marketing' as const, caps: [{ max: 1, perMs: day }] };
    const others = ledgerWith({ touches: [sms(now - hour, { journey: 'k' })] });
    expect(ask({ program, journey, ...others }).verdict).toBe('send');
    expect(ask({ program, journey, ...ledgerWith({ touches: [sms(now - hour)] }) })).toMatchObject({
      reason: 'capped',
    });
  });

  it('holds outside the window until it opens', () => {
    expect(ask({ now: fromIso('2027-01-11T20:00:00Z') })).toMatchObject({
      verdict: 'hold',
      reason: 'outside-window',
      until: fromIso('2027-01-12T07:00:00Z'),
    });
  });

  it('asks transactional for neither consent nor caps nor windows, but for an address that may be written to', () => {
    const journey = { name: 'j', purpose: 'transactional' as const, caps: [] };
    const night = fromIso('2027-01-11T23:00:00Z');
    expect(ask({ journey, now: night, ledger: { ...emptyLedger, touches: [sms(night - 1)] } }).verdict).toBe('send');
    expect(ask({ journey, ...ledgerWith({ suppressed: { sms: { reason: 'bounced', at: now } } }) })).toMatchObject({
      reason: 'suppressed',
    });
  });

  it('needs no consent in the app, unless it was withdrawn', () => {
    const step = { name: 's', channel: 'inapp' as const, content: 'c' };
    expect(ask({ step, ledger: emptyLedger }).verdict).toBe('send');
    const ledger = { ...emptyLedger, consents: { 'inapp.marketing': { granted: {}, withdrawn: now - 1 } } };
    expect(ask({ step, ledger })).toMatchObject({ reason: 'consent-withdrawn' });
  });
});
