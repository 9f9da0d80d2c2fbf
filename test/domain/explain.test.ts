import { describe, expect, it } from 'vitest';
import { explain, explainTried } from '../../lib/domain/explain.ts';
import { type Asked, ask, day, noon, runOf, touched } from './asking.ts';

const waiting = { name: 'j', purpose: 'marketing', caps: [], whenCapped: 'wait', topic: 'tips' } as const;
const email: Asked = { channel: 'email', profile: { country: 'CA' }, journey: waiting };
const consents = { 'email.marketing': { granted: { express: noon - day } } };
const rival = runOf({ id: 'other', journey: 'alert', priority: 90, next: { step: 'n', wakeAt: noon + 1000 } });
const journeys = () => ({
  purpose: 'marketing' as const,
  steps: { n: { name: 'n', channel: 'email' as const, content: 'c' } },
});
const caps = [{ max: 1, perMs: day }];

describe('why, in words', () => {
  it.each<[Asked, string]>([
    [
      { ...email, pauses: { channels: {}, journeys: { j: { since: noon } } } },
      'Somebody paused j on 2027-01-11 12:00 UTC',
    ],
    [
      { ...email, approval: { version: '0123456789abcdef', approved: false, since: null } },
      'Not every approver has approved the version that is deployed (0123456789ab)',
    ],
    [
      { channel: 'push', basis: 'implied' },
      'They have not agreed to this channel in the way that is needed (express_written express double_opt_in): push-opt-in',
    ],
    [
      { ...email, basis: 'implied', grantedAt: noon - 181 * day },
      'What they agreed to (implied) ran out on 2027-01-11 12:00 UTC: ca-implied-inquiry',
    ],
    [
      { channel: 'whatsapp', profile: { whatsapp: '+12125550123' } },
      'It is not allowed to where they may be: whatsapp-us-marketing',
    ],
    [
      { ...email, program: { caps }, ledger: { consents, touches: [touched(noon - 1, 'email')] } },
      'The limit of 1 in 24 hours (all) was reached; free again on 2027-01-12 12:00 UTC, so it waits',
    ],
    [{ ...email, ledger: { consents, wishes: { topicsOff: ['tips'] } } }, 'They switched the topic tips off'],
    [
      { ...email, ledger: { consents, wishes: { pausedUntil: noon + day } } },
      'They asked for quiet until 2027-01-12 12:00 UTC, so it waits',
    ],
    [
      { ...email, program: { caps }, journeys, ledger: { consents, runs: { other: rival } } },
      'The last place was kept for alert, which matters more (priority 90), so it waits',
    ],
    [
      { ...email, program: { holdouts: { global: 0.9999 } } },
      'They are held out (global), so that all of it can be measured',
    ],
  ])('%#', (asked, words) => {
    expect(explain(ask(asked))).toBe(words);
  });

  it('names each rule that was asked', () => {
    const { tried } = ask(email);
    expect(tried.map(explainTried)).toEqual([
      'they can be reached: 1 address',
      'the address is not suppressed',
      'they agreed: express_written',
      'no limit was reached: 0 messages counted',
    ]);
  });
});
