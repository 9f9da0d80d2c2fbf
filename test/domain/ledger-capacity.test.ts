import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channels } from '../../lib/domain/channel.ts';
import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import { bytesOf, mostBytes, runBytes } from '../../lib/domain/ledger/capacity.ts';
import { emptyLedger, type Kept, type Ledger, type LedgerRun, mostTouches, prune } from '../../lib/domain/ledger.ts';
import { encodeLedger } from '../../lib/store/ledger-codec.ts';
import { day, monday, welcome } from '../engine/surroundings.ts';
import { storedBytes } from '../store/stored-bytes.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/);
const longName = 'n'.repeat(40);
const id = 'i'.repeat(22);
const invocation = '0123abcd-0123-0123-0123-0123456789ab';
const at = Date.parse('2027-06-01T10:00:00Z');
const reached = (isEvery: boolean) => ({
  at,
  by: invocation,
  value: 123_456_789.25,
  ...(isEvery && { events: Array.from({ length: 20 }, () => 'd'.repeat(8)) }),
});

/** A run that has been through everything that may happen to it. */
function grown(rules: JourneyRules, arms: Record<string, string>, data: Record<string, unknown>): LedgerRun {
  return {
    id,
    journey: longName,
    group: 'control',
    at,
    since: at,
    priority: 100,
    ...(rules.goal && { goal: { on: rules.goal.on, until: at }, converted: reached(rules.goal.count === 'every') }),
    arms,
    data,
    next: {
      step: longName,
      wakeAt: at,
      hour: {
        zone: 'America/Argentina/ComodRivadavia',
        at: 'best-hour',
        day: 350,
        due: at,
        look: at,
        holds: 8,
        start: { time: '10:00', date: '2027-06-01', begun: at, plus: 86_400_000 },
      },
    },
    last: longName,
    claim: { step: longName, at, invocation, attempt: 2 },
    by: invocation,
    countsUntil: at,
    reached: Object.fromEntries(
      Object.entries(rules.goals ?? {}).map(([goal, { count }]) => [goal, reached(count === 'every')]),
    ),
    funnel: { seen: 2 ** 20 - 1, by: invocation },
    passed: Object.keys(rules.steps).map(() => ({ channel: 'whatsapp', at: at + 350 * day, spoke: true })),
  };
}

const goal = fc.record({ on: name, withinMs: fc.constant(day), count: fc.constantFrom('every' as const, undefined) });
const rulesOf = fc
  .record({
    goal: fc.option(goal, { nil: undefined }),
    goals: fc.dictionary(name, goal),
    steps: fc.uniqueArray(name, { minLength: 1 }),
  })
  .map(
    ({ goal, goals, steps }) =>
      ({
        ...welcome,
        goal,
        goals,
        steps: Object.fromEntries(steps.map((step) => [step, { name: step, channel: 'push', content: step }])),
      }) as JourneyRules,
  );

describe('what a run may come to', () => {
  it('is never less than what the store writes of it, however it grows', () => {
    const data = fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(rulesOf, fc.dictionary(name, name), data, (rules, arms, data) => {
        const run = grown(rules, arms, data);
        const { next: _next, ...over } = run;
        const ended = { ...over, ended: { at, why: 'converted', by: invocation } as const };
        const fresh = { ...run, passed: [], reached: {} };
        for (const each of [run, ended]) {
          const written = storedBytes(encodeLedger({ ...emptyLedger, runs: { [id]: each } }));
          // The map of runs and the version are there once.
          expect(runBytes(fresh, rules)).toBeGreaterThanOrEqual(written - 20);
        }
      }),
    );
  });

  it('leaves room in an item for all that is bounded by itself', () => {
    const touches = Array.from({ length: mostTouches }, () => ({
      at,
      channel: 'whatsapp' as const,
      purpose: 'marketing' as const,
      journey: longName,
      ghost: id,
    }));
    const early = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`${n}`.padEnd(128, 'e'), at]));
    const bases = ['express_written', 'express', 'double_opt_in', 'soft_opt_in', 'implied'] as const;
    const granted = Object.fromEntries(bases.map((basis) => [basis, at]));
    const consents = Object.fromEntries(
      channels.flatMap((channel) =>
        (['marketing', 'transactional'] as const).map((purpose) => [
          `${channel}.${purpose}`,
          { granted, withdrawn: at },
        ]),
      ),
    );
    const suppressed = Object.fromEntries(
      channels.map((channel) => [channel, { reason: 'unsubscribed' as const, at }]),
    );
    const wishes = {
      pausedUntil: at,
      frequency: 'weekly' as const,
      topicsOff: Array.from({ length: 100 }, () => longName),
    };
    const rest: Ledger = { ...emptyLedger, version: 2 ** 40, touches, early, consents, suppressed, wishes };
    const key = 2 + 3 + 128 + 'USER#'.length + 2 + 'LEDGER'.length;
    expect(storedBytes(encodeLedger(rest)) + key + mostBytes).toBeLessThan(400 * 1024);
  });

  it('counts text, numbers, lists and objects as DynamoDB does, numbers at their largest', () => {
    expect(bytesOf({ text: 'é', list: ['a', null], flag: true })).toBe(3 + 1 + 4 + 2 + 1 + 4 + 3 + 2 + 2 + 1 + 4 + 1);
    expect(bytesOf(12)).toBe(21);
  });
});

describe('pruning', () => {
  const kept: Kept = { countedMs: 7 * day, earlyMs: () => day, isDeployed: (journey) => journey.startsWith('now') };

  it('keeps the latest touches, those that count in a cap before those that do not', () => {
    const touch = (n: number, purpose: 'marketing' | 'transactional') =>
      ({ at: monday + n, channel: 'email', purpose, journey: 'j' }) as const;
    const touches = Array.from({ length: 900 }, (_, n) => touch(n, n % 3 === 0 ? 'marketing' : 'transactional'));
    const pruned = prune({ ...emptyLedger, touches }, monday + 1_000, kept).touches;
    expect(pruned).toEqual(touches.filter(({ purpose }) => purpose === 'marketing'));
    const mixed = touches.slice(0, 600);
    const left = prune({ ...emptyLedger, touches: mixed }, monday + 1_000, kept).touches;
    expect(left).toHaveLength(mostTouches);
    expect(left.filter(({ purpose }) => purpose === 'marketing')).toHaveLength(200);
    expect(left.at(-1)).toBe(mixed.at(-1));
  });

  it('forgets the oldest entries of journeys that are gone, and none of those that are deployed', () => {
    const entries = Object.fromEntries(
      Array.from({ length: 700 }, (_, n) => [n % 2 === 0 ? `now-${n}` : `gone-${n}`, monday + n]),
    );
    const left = Object.keys(prune({ ...emptyLedger, entries }, monday, kept).entries);
    expect(left.filter((journey) => journey.startsWith('now'))).toHaveLength(350);
    expect(left.filter((journey) => journey.startsWith('gone'))).toHaveLength(150);
    expect(left).toContain('gone-699');
    expect(left).not.toContain('gone-1');
  });
});
