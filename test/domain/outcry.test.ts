import { describe, expect, it } from 'vitest';
import type { JourneyRules } from '../../lib/domain/journey-rules.ts';
import type { LedgerRun } from '../../lib/domain/ledger.ts';
import { deedsOf, hear, type Outcry } from '../../lib/domain/outcry.ts';
import { outcryTally } from '../../lib/domain/tally/runs.ts';
import { conversionTallies } from '../../lib/domain/tally/touches.ts';
import { day, hour, monday, welcome } from '../engine/surroundings.ts';

const shop: JourneyRules = {
  ...welcome,
  goal: { on: 'order.placed', withinMs: 7 * day, value: 'total', count: 'every' },
  goals: { invited: { on: 'friend.invited', withinMs: 30 * day } },
  funnel: ['user.signed_up', 'profile.completed', 'project.created', 'order.placed'],
};
const open: LedgerRun = {
  id: 'run',
  journey: 'welcome',
  group: 'treatment',
  at: monday,
  since: monday,
  priority: 50,
  goal: { on: 'order.placed', until: monday + 7 * day },
  arms: { offer: 'big' },
  data: {},
  next: { step: 'hello', wakeAt: monday },
  by: 'enter',
  funnel: { seen: 1, by: 'enter' },
};
const program = { conversionValue: { max: 500 } };
const event = (name: string, detail: object = {}, more: Partial<Outcry> = {}): Outcry => ({
  user: 'ada',
  event: name,
  id: 'e1',
  at: monday + hour,
  detail: { ...detail },
  ...more,
});
const order = (total: unknown, more: Partial<Outcry> = {}) => event('order.placed', { total }, more);

/** What one event after another does, and what is counted of each. */
function listenTo(events: readonly Outcry[], from = open) {
  let run = from;
  return events.map((outcry, n) => {
    const by = `invocation-${n}`;
    const { run: next, refused } = hear(run, outcry, shop, program, { by, now: outcry.at });
    const changed = next !== run;
    run = next;
    const deeds = deedsOf(run, outcry, shop, program, by);
    return { changed, refused, add: outcryTally('ada', run, deeds, outcry.ahead === true).add, run, deeds };
  });
}

describe('a goal', () => {
  it('converts a person once, and where every event counts adds each value once', () => {
    const [first, again, second] = listenTo([order(10), order(10), order(5, { id: 'e2', at: monday + day })]);
    expect(first?.add).toEqual({
      converted: 1,
      conversions: 1,
      value: 10,
      value2: 100,
      'offer=big.converted': 1,
      'offer=big.conversions': 1,
      'offer=big.value': 10,
      'offer=big.value2': 100,
      'ended.converted': 1,
    });
    expect(again).toMatchObject({ changed: false, refused: [], add: {} });
    // 15² − 10², so that squares of what people are worth stay right.
    expect(second?.add).toMatchObject({ conversions: 1, value: 5, value2: 125 });
    expect(second?.add.converted).toBeUndefined();
  });

  it('does the same again for a retry of the invocation that did it', () => {
    const [{ run } = { run: open }] = listenTo([order(10)]);
    const retried = hear(run, order(10), shop, program, { by: 'invocation-0', now: monday + hour });
    expect(retried.run).toBe(run);
    expect(deedsOf(retried.run, order(10), shop, program, 'invocation-0')).toMatchObject({
      ended: true,
      goals: [{ name: '', first: true, added: 10, total: 10 }],
    });
  });

  it.each([
    ['a value above the highest', order(1e9), { value: 500, 'mended.capped': 1 }],
    ['a negative value', order(-3), { converted: 1, 'mended.negative': 1 }],
    ['no value', order('12'), { converted: 1, 'mended.missing': 1 }],
    ['a clock that is ahead', order(1, { ahead: true }), { converted: 1, 'mended.clock-ahead': 1 }],
  ])('counts %s by a rule that it names', (_, outcry, counted) => {
    expect(listenTo([outcry])[0]?.add).toMatchObject(counted);
  });

  it('does not count before the entry, and says so', () => {
    const before = order(1, { at: monday - 1 });
    expect(listenTo([before])[0]).toMatchObject({ changed: false, refused: ['before-entry'], add: {} });
  });

  it('does not count after its window, says so, and ends the run all the same', () => {
    const [late] = listenTo([order(1, { at: monday + 7 * day })]);
    expect(late).toMatchObject({ refused: ['too-late'], run: { ended: { why: 'exited' } } });
    expect(late?.add).toEqual({ 'ended.exited': 1 });
    expect(late?.run.converted).toBeUndefined();
  });

  it('counts from when the run began, where its entry came late', () => {
    const stale = { ...open, at: monday - 41 * day };
    const [paid] = listenTo([event('friend.invited', {}, { at: monday + 29 * day })], stale);
    expect(paid?.add).toMatchObject({ 'goal.invited.converted': 1 });
  });

  it('counts twenty events of one run and no more', () => {
    const heard = listenTo(Array.from({ length: 22 }, (_, n) => order(1, { id: `e${n}` })));
    expect(heard.filter(({ add }) => add.conversions).length).toBe(20);
    expect(heard.at(-1)?.refused).toEqual(['too-many']);
  });

  it('of secondary rank counts beside it and ends nothing, also when the run is over', () => {
    const invited = event('friend.invited', {}, { id: 'e9', at: monday + 20 * day });
    const [, second, third] = listenTo([order(10), invited, { ...invited, id: 'e10' }]);
    expect(second?.add).toEqual({ 'goal.invited.converted': 1, 'goal.invited.conversions': 1 });
    expect(third?.add).toEqual({});
    expect(listenTo([{ ...invited, at: monday + day }])[0]?.run.ended).toBeUndefined();
  });
});

describe('a funnel', () => {
  it('counts a step once, when all before it have happened, in whatever order they are told', () => {
    const heard = listenTo([event('project.created'), event('profile.completed'), event('profile.completed')]);
    expect(heard.map(({ add }) => add)).toEqual([{}, { 'funnel.2': 1, 'funnel.3': 1 }, {}]);
  });

  it('goes on to the goal, whose event both converts and arrives', () => {
    const heard = listenTo([event('profile.completed'), event('project.created'), order(1)]);
    expect(heard.at(-1)?.add).toMatchObject({ converted: 1, 'funnel.4': 1 });
  });
});

describe('a conversion', () => {
  it('is credited to the channels that spoke, by time decay in millionths that sum to one', () => {
    const spoken = [
      { channel: 'push', at: monday, spoke: true },
      { channel: 'email', at: monday + day, spoke: false },
      { channel: 'email', at: monday + 7 * day, spoke: true },
      { channel: 'push', at: monday + 14 * day, spoke: true },
    ] as const;
    const tallies = conversionTallies('ada', { ...open, passed: spoken }, monday + 14 * day);
    expect(tallies.map(({ of, add }) => [of, add])).toEqual([
      ['push', { 'users.converted': 1, decay: 142_857 + 571_429, 'path.pep.converted': 1 }],
      ['email', { 'users.converted': 1, decay: 285_714 }],
    ]);
  });
});
