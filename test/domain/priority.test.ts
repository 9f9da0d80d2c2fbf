import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Channel, channels } from '../../lib/domain/channel.ts';
import type { LedgerRun } from '../../lib/domain/ledger.ts';
import { type Asked, ask, day, decider, hour, noon, plain, runOf, touched } from './asking.ts';

const stepOn = (channel: Channel) => ({ name: channel, channel, content: 'c' });
const steps = Object.fromEntries(channels.map((channel) => [channel, stepOn(channel)]));
const journeys = (name: string) =>
  name === 'gone'
    ? undefined
    : { purpose: name === 'receipts' ? ('transactional' as const) : ('marketing' as const), steps };
const other = (more: Partial<LedgerRun> = {}): LedgerRun =>
  runOf({ id: 'winner', journey: 'k', priority: 90, next: { step: 'email', wakeAt: noon + 3 * hour }, ...more });
const consents = { 'email.marketing': { granted: { double_opt_in: noon - day } } };
const waiting = { name: 'j', purpose: 'marketing', caps: [], whenCapped: 'wait' } as const;

const beside = (rival: LedgerRun, { ledger, program, ...more }: Asked = {}) =>
  ask({
    channel: 'email',
    journeys,
    ledger: { consents, runs: { [rival.id]: rival }, ...ledger },
    program: { ...plain, caps: [{ max: 1, perMs: day, channel: 'email' }], ...program },
    ...more,
  });

describe('priority', () => {
  it('lets the run of higher priority have the slot, and says who that is', () => {
    const decision = beside(other());
    expect(decision).toMatchObject({ verdict: 'skip', reason: 'yielded' });
    expect(decider(decision)?.values).toMatchObject({
      run: 'winner',
      journey: 'k',
      priority: 90,
      max: 1,
      channel: 'email',
    });
  });

  it('waits for a decision after the winner, where the journey waits', () => {
    expect(beside(other(), { journey: waiting })).toMatchObject({
      verdict: 'hold',
      reason: 'yielded',
      until: noon + 3 * hour + 5 * 60_000,
    });
  });

  it.each<[string, Partial<LedgerRun>]>([
    ['an equal', { priority: 50 }],
    ['a lower one', { priority: 10 }],
    ['one that has ended', { ended: { at: noon, why: 'exited', by: 'i' } }],
    ['a ghost', { group: 'control' }],
    ['one that is overdue for more than an hour', { next: { step: 'email', wakeAt: noon - hour - 1 } }],
    ['one that comes after the period of the cap', { next: { step: 'email', wakeAt: noon + day } }],
    ['one on a channel that the cap does not count', { next: { step: 'push', wakeAt: noon + hour } }],
    ['one that is transactional', { journey: 'receipts' }],
    ['one whose journey or step is gone', { journey: 'gone' }],
    ['one whose step is gone', { next: { step: 'gone', wakeAt: noon + hour } }],
  ])('yields to nobody like %s', (_, more) => {
    expect(beside(other(more)).verdict).toBe('send');
  });

  it.each<[string, Asked]>([
    ['two slots are left', { program: { caps: [{ max: 2, perMs: day }] } }],
    ['nothing is capped', { program: { caps: [] } }],
    ['the winner is paused', { pauses: { channels: {}, journeys: { k: { since: noon } } } }],
    [
      'a slot is free again by then',
      {
        program: { caps: [{ max: 2, perMs: day }] },
        ledger: { consents, runs: { w: other() }, touches: [touched(noon - 22 * hour, 'email')] },
      },
    ],
  ])('keeps the slot when %s', (_, more) => {
    expect(beside(other(), more).verdict).toBe('send');
  });

  it('yields for the last of several slots too, and to who was due a moment ago', () => {
    const touches = [touched(noon - hour, 'email')];
    const program = { caps: [{ max: 2, perMs: 7 * day }] };
    expect(beside(other(), { program, ledger: { consents, touches, runs: { w: other() } } })).toMatchObject({
      reason: 'yielded',
    });
    expect(beside(other({ next: { step: 'email', wakeAt: noon - hour } }))).toMatchObject({ reason: 'yielded' });
  });

  it('counts on the week that a person wished for', () => {
    const ledger = { consents, runs: { w: other({ next: { step: 'push', wakeAt: noon + 6 * day } }) } };
    expect(
      beside(other(), { program: { caps: [] }, ledger: { ...ledger, wishes: { frequency: 'weekly' } } }),
    ).toMatchObject({
      reason: 'yielded',
    });
  });

  it('never stops everybody: of any runs, one at least may speak', () => {
    const anyRun = fc.record({
      priority: fc.integer({ min: 0, max: 3 }),
      inMs: fc.integer({ min: -2 * hour, max: 3 * day }),
      channel: fc.constantFrom(...channels),
    });
    fc.assert(
      fc.property(fc.array(anyRun, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 3 }), (made, max) => {
        const runs = made.map(({ priority, inMs, channel }, n) =>
          runOf({ id: `run-${n}`, journey: `j${n}`, priority, next: { step: channel, wakeAt: noon + inMs } }),
        );
        const verdicts = runs.map((run, n) => {
          const channel = made[n]?.channel ?? 'email';
          const ledger = {
            consents: { [`${channel}.marketing`]: { granted: { express_written: noon - day } } },
            runs: Object.fromEntries(runs.map((each) => [each.id, each])),
          };
          const program = { ...plain, policies: [], caps: [{ max, perMs: day }] };
          const journey = { name: run.journey, purpose: 'marketing' as const, caps: [] };
          return ask({ channel, run, journey, journeys, ledger, program }).verdict;
        });
        expect(verdicts).toContain('send');
      }),
    );
  });
});
