import { describe, expect, it } from 'vitest';
import { type Decision, ruleNames } from '../../../lib/domain/decision.ts';
import { noPauses } from '../../../lib/domain/pause.ts';
import { type Asked, ask, day, decider, hour, noon, plain, runOf, touched } from '../asking.ts';

/** What each rule, and none before it, refuses; later ones join in, to show that the earlier is asked first. */
const rival = runOf({ id: 'first', journey: 'k', priority: 90, next: { step: 'n', wakeAt: noon + hour } });
const obstacles: readonly (readonly [rule: string, reason: string, obstacle: (asked: Asked) => Asked])[] = [
  ['holdout', 'holdout', (asked) => programmed(asked, { holdouts: { global: 0.9999 } })],
  [
    'priority',
    'yielded',
    (asked) => ({
      ...programmed(asked, { caps: [{ max: 1, perMs: day }] }),
      journeys: () => ({
        purpose: 'marketing',
        holdouts: { global: 0 },
        steps: { n: { name: 'n', channel: 'sms', content: 'c' } },
      }),
      ledger: { ...asked.ledger, runs: { first: rival } },
    }),
  ],
  ['wish', 'topic-off', (asked) => ({ ...asked, ledger: { ...asked.ledger, wishes: { topicsOff: ['tips'] } } })],
  ['cap', 'capped', (asked) => ({ ...asked, ledger: { ...asked.ledger, touches: [touched(noon - hour)] } })],
  [
    'window',
    'never-open',
    (asked) =>
      programmed(asked, { windows: { sms: [{ days: ['sat'], from: '08:00', to: '08:01' }] }, policies: [shut] }),
  ],
  ['policy', 'not-allowed', (asked) => programmed(asked, { policies: [never] })],
  ['consent', 'no-consent', (asked) => ({ ...asked, ledger: { ...asked.ledger, consents: {} } })],
  [
    'suppression',
    'suppressed',
    (asked) => ({ ...asked, ledger: { ...asked.ledger, suppressed: { sms: { reason: 'bounced', at: noon } } } }),
  ],
  ['reach', 'unreachable', (asked) => ({ ...asked, profile: { phone: undefined } as never })],
  [
    'approval',
    'awaiting-approval',
    (asked) => ({ ...asked, approval: { version: 'v', approved: false, since: null } }),
  ],
  ['pause', 'paused', (asked) => ({ ...asked, pauses: { ...noPauses, all: { since: noon - hour } } })],
  [
    'acquaintance',
    'awaiting-consent',
    ({ run: _run, ...asked }) => ({ ...asked, run: { ...fresh, since: noon - 1000 } }),
  ],
  [
    'condition',
    'not-engaged',
    (asked) => ({
      ...asked,
      step: { name: 's', channel: 'sms', content: 'c', when: { engagedWith: 'sms', withinMs: day } },
    }),
  ],
  ['guard', 'satisfied', (asked) => ({ ...asked, guard: { unless: 'opened', ladder: [read] } })],
  ['content', 'no-content', (asked) => ({ ...asked, step: undefined })],
];

const { last: _last, ...fresh } = runOf();
const read = { journey: 'j', channel: 'email', group: 'treatment', feedback: { opened: noon } } as const;
const row = {
  title: 't',
  jurisdiction: 'everywhere',
  channels: ['sms'],
  purposes: ['marketing'],
  source: 's',
} as const;
const never = { ...row, id: 'never', certainty: 'sure', predicate: { kind: 'never' } } as const;
const shut = {
  ...row,
  id: 'shut',
  certainty: 'sure',
  predicate: { kind: 'window', open: [{ days: ['sun'], from: '08:00', to: '09:00' }] },
} as const;

function programmed(asked: Asked, more: NonNullable<Asked['program']>): Asked {
  return { ...asked, program: { ...asked.program, ...more } };
}

describe('the order of the rules', () => {
  const journey = { name: 'j', purpose: 'marketing' as const, caps: [], topic: 'tips' };
  const start: Asked = { journey, program: { ...plain, policies: [] } };

  it('is the one that is documented', () => {
    expect([...obstacles].reverse().map(([rule]) => rule)).toEqual(['content', ...ruleNames.slice(0, -1)]);
  });

  it('asks each before all that follow it', () => {
    expect(ask(start).verdict).toBe('send');
    let asked = start;
    for (const [rule, reason, obstacle] of obstacles) {
      asked = obstacle(asked);
      const decision: Decision = ask(asked);
      expect({ rule: decider(decision)?.rule, reason: 'reason' in decision && decision.reason }).toEqual({
        rule,
        reason,
      });
    }
  });

  it('leaves a whole trace', () => {
    const tried = ask({ ...start, program: { ...plain, windows: {} } }).tried.map(({ rule }) => rule);
    expect(tried).toEqual(['reach', 'suppression', 'consent', 'cap']);
  });
});
