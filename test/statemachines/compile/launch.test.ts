import { describe, expect, it, test } from 'vitest';
import { RuleError } from '../../../lib/domain/rule-error.ts';
import type { AnyBroadcast, AnyJourney } from '../../../statemachines/any-journey.ts';
import { everyChannel } from '../win-back.ts';
import { compile, mail, small } from './small.ts';

const broadcast: AnyBroadcast = { audience: 'everybody', at: { time: '10:00' }, over: '2h' };
const launched = (enter: Partial<AnyBroadcast> = {}, more: Partial<AnyJourney> = {}) =>
  small([mail('a')], { goal: { on: 'order.placed', within: '14d' }, ...more, enter: { ...broadcast, ...enter } });

function refusal(journey: AnyJourney): string {
  try {
    compile(journey);
  } catch (error) {
    if (error instanceof RuleError) return error.message;
    throw error;
  }
  return 'it compiled';
}

describe('a journey that is launched', () => {
  it('has no rule on the bus, and the audience in milliseconds', () => {
    const audience = { all: [{ engaged: { email: { within: '90d' } } }, { not: { country: ['FR'] } }] };
    const { entryPattern, rules, launch } = compile(launched({ audience }));
    expect([entryPattern, launch]).toEqual([undefined, {}]);
    expect(rules.enter).toEqual({
      audience: { all: [{ engaged: { email: { withinMs: 90 * 86_400_000 } } }, { not: { country: ['FR'] } }] },
      starts: { time: '10:00' },
      overMs: 7_200_000,
    });
  });

  it('launches itself on its date, early enough for the first morning on earth', () => {
    const { launch } = compile(launched({ at: { date: '2027-02-01', time: '10:00' }, expect: 540_000 }));
    expect(launch?.plan).toMatch(/^small to 540,000 people takes 33 min 20 s, by starts of executions\n/);
    expect(launch?.schedule).toMatchObject({
      at: '2027-01-31T19:11:40Z',
      execution: 'small_20270201T1000',
      input: { launch: { journey: 'small', id: '20270201T1000', over: 'PT2H' }, segments: { length: 8 } },
    });
  });

  it('is refused when it cannot finish in time, with the quota and the remedy', () => {
    expect(refusal(launched({ expect: 10_000_000 }))).toMatch(
      /"starts of executions".*takes 10 h 17 min where there are 2 h; give the launch a date/,
    );
    const at = { date: '2027-02-01', time: '10:00' };
    expect(refusal(launched({ expect: 10_000_000, at }, { goal: { on: 'order.placed', within: '1d' } }))).toContain(
      'raise open executions in Service Quotas',
    );
    const slow = { ...everyChannel, rates: { email: { ses: 10 } } };
    expect(() => compile(launched({ expect: 400_000 }), slow)).toThrow(/ses for email at a/);
  });

  test.each<[string, object, RegExp]>([
    ['an unknown audience', { audience: 'people' }, /an audience is everybody, list/],
    ['an empty audience', { audience: {} }, /an audience says what is so/],
    ['an audience of nothing', { audience: { any: [] } }, /all and any list at least one/],
    ['two ways at once', { audience: { any: [{ country: ['DE'] }], country: ['DE'] } }, /has nothing beside it/],
    ['an unknown word in an audience', { audience: { age: 3 } }, /a audience has country/],
    ['a country that is none', { audience: { country: ['Germany'] } }, /a country is two letters/],
    ['a locale that is none', { audience: { locale: ['*'] } }, /a locale is BCP 47/],
    ['a trait without a value', { audience: { traits: { plan: [] } } }, /a trait is one of some values/],
    ['a score without a bound', { audience: { scores: { churn: {} } } }, /a range has atLeast/],
    ['a channel that does not exist', { audience: { engaged: { fax: { within: '1d' } } } }, /a channel is/],
    ['an audience deep in audiences', { audience: deep(14) }, /an audience ends/],
    ['a time that is none', { at: { time: '25:00' } }, /the time of a launch/],
    ['a day that the calendar does not have', { at: { time: '10:00', date: '2027-02-30' } }, /is a calendar day/],
    ['a launch over no time', { over: '0h' }, /spread over some time/],
    ['half a person', { expect: 0.5 }, /about how many people/],
    ['an event beside an audience', { on: 'order.placed' }, /a broadcast has audience/],
  ])('is refused with %s', (_, enter, rule) => {
    expect(refusal(launched(enter as Partial<AnyBroadcast>))).toMatch(rule);
  });

  it('has no event whose fields a split could be by', () => {
    const steps = [{ split: 'reason', branches: { price: [mail('a')] }, otherwise: [] }];
    expect(refusal({ ...launched(), steps })).toMatch(/text field of the entering event \(there are none yet\)/);
  });
});

function deep(levels: number): object {
  return levels === 0 ? { country: ['DE'] } : { not: deep(levels - 1) };
}
