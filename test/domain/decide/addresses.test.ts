import { describe, expect, it } from 'vitest';
import { explain, explainTried } from '../../../lib/domain/explain.ts';
import type { Suppression } from '../../../lib/domain/ledger.ts';
import { preferencesOf } from '../../../lib/domain/preferences.ts';
import { ask, hour, noon, questionOf } from '../asking.ts';

const verdict = (suppression: Suppression, purpose: 'marketing' | 'transactional', name = 'receipt') =>
  ask({
    channel: 'email',
    journey: { name, purpose, caps: [] },
    ledger: { suppressed: { email: suppression } },
    program: { indispensable: ['notice'] },
  }).verdict;

describe('a suppressed address', () => {
  it.each<[Suppression, string, string, string, string]>([
    [{ reason: 'complained', at: noon }, 'skip', 'skip', 'send', 'complained'],
    [{ reason: 'complained', at: noon, bounced: true }, 'skip', 'skip', 'skip', 'complained and bounced'],
    [{ reason: 'bounced', at: noon }, 'skip', 'skip', 'skip', 'bounced'],
    [{ reason: 'unsubscribed', at: noon }, 'skip', 'skip', 'skip', 'unsubscribed'],
    [{ reason: 'erased', at: noon }, 'skip', 'send', 'send', 'erased'],
  ])('%o: marketing %s, transactional %s, indispensable %s', (suppression, marketing, transactional, indispensable) => {
    const journeys = [verdict(suppression, 'marketing'), verdict(suppression, 'transactional')];
    expect([...journeys, verdict(suppression, 'transactional', 'notice')]).toEqual([
      marketing,
      transactional,
      indispensable,
    ]);
  });

  it('is spoken of where it is passed by', () => {
    const asked = {
      channel: 'email',
      journey: { name: 'receipt', purpose: 'transactional', caps: [] },
      ledger: { suppressed: { email: { reason: 'erased', at: noon } } },
    } as const;
    const tried = ask(asked).tried.find(({ rule }) => rule === 'suppression');
    expect(tried && explainTried(tried)).toContain('suppressed (erased on 2027-01-11 12:00 UTC), but not for');
  });
});

describe('the no of a mailbox', () => {
  const consents = (at: number) => ({ 'email.marketing': { granted: { express: at } } });
  const bound = (channel: 'email' | 'sms', purpose: 'marketing' | 'transactional') =>
    ask({ channel, journey: { name: 'j', purpose, caps: [] }, ledger: { mailboxOptOut: noon } }).verdict;

  it('forbids marketing by email, and nothing else', () => {
    expect([bound('email', 'marketing'), bound('email', 'transactional'), bound('sms', 'marketing')]).toEqual([
      'skip',
      'send',
      'send',
    ]);
  });

  it('is told without saying whose it was', () => {
    const decision = ask({ channel: 'email', ledger: { consents: consents(noon), mailboxOptOut: noon } });
    expect(decision).toMatchObject({ reason: 'consent-withdrawn' });
    expect(explain(decision)).toMatch(/^This mailbox said no to marketing on 2027-01-11 12:00 UTC/);
  });

  it.each([
    ['agreed before', noon - hour, { on: false, unconfirmed: false }],
    ['agreed since', noon + hour, { on: true, unconfirmed: true }],
  ])('shows somebody who %s what comes', (_, at, expected) => {
    const { user, profile, ledger, program } = questionOf({
      channel: 'email',
      ledger: { consents: consents(at), mailboxOptOut: noon },
      program: { providers: { email: ['ses'] } },
    });
    const { channels } = preferencesOf({ user, profile, ledger }, program, noon + 2 * hour);
    expect(channels).toContainEqual({ channel: 'email', ...expected });
  });
});
