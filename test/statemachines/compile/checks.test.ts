// biome-ignore-all format: one refusal a line
import { describe, expect, test } from 'vitest';
import { RuleError } from '../../../lib/domain/rule-error.ts';
import type { AnyJourney, AnyStep } from '../../../statemachines/any-journey.ts';
import type { WholeProgram } from '../../../statemachines/program-form.ts';
import { everyChannel } from '../win-back.ts';
import { compile, mail, ping, small } from './small.ts';

/** Journeys that did not pass the types, as JavaScript or JSON may write them. */
const untyped = (value: unknown) => value as AnyJourney;
const untypedSteps = (...steps: unknown[]) => small(steps as AnyStep[]);

function refusal(journey: AnyJourney, program?: WholeProgram): RuleError {
  try {
    compile(journey, program);
  } catch (error) {
    if (error instanceof RuleError) return error;
    throw error;
  }
  throw new Error('it compiled');
}

type Case = readonly [what: string, journey: AnyJourney, value: unknown, rule: RegExp];

const rung = (name: string, more: object = {}) => ({ ...ping(name), unless: 'opened', within: '1d', ...more });
const byReason = (price: readonly AnyStep[]) => ({ split: 'reason', branches: { price, features: [], unused: [] } });
const tested = { x: { a: 0.5, b: 0.5 } };
const goal = { on: 'order.placed', within: '7d' };
const arms = { ...mail('a'), content: { experiment: 'x', arms: { a: 'mail', b: 'mail' } } };
const cyclic: AnyStep[] = [];
cyclic.push({ split: 'traits.plan', branches: { pro: cyclic }, otherwise: [] });

const cases: Readonly<Record<string, readonly Case[]>> = {
  words: [
    ['an unknown word', untyped({ ...small([mail('a')]), exits: [] }), { exits: [] }, /a journey has name, purpose/],
    ['a missing word', untyped({ ...small([mail('a')]), enter: { on: 'user.signed_up' } }), { on: 'user.signed_up' }, /on, again/],
    ['steps that are none', untyped({ ...small([]), steps: 'x' }), 'x', /steps is a list/],
    ['an unknown word in a step', untypedSteps({ ...mail('a'), delay: '1d' }), { delay: '1d' }, /a send has/],
    ['a guard outside a ladder', untypedSteps({ ...mail('a'), unless: 'opened' }), { unless: 'opened' }, /a send has/],
    ['a rung without its time', untypedSteps({ fallback: [mail('a'), { ...ping('b'), unless: 'opened' }] }), expect.anything(), /a rung has/],
    ['a ladder of one', untypedSteps({ fallback: [mail('a')] }), expect.anything(), /at least two rungs/],
    ['an unknown way to enter again', untyped({ ...small([mail('a')]), enter: { on: 'user.signed_up', again: 'often' } }), 'often', /again is once/],
  ],
  best: [
    ['a choice of one', untypedSteps({ name: 'a', send: { best: ['push'] }, content: { push: 'ping' } }), { best: ['push'] }, /between at least two/],
    ['a channel with nothing to say', untypedSteps({ name: 'a', send: { best: ['push', 'sms'] }, content: { push: 'ping' } }), undefined, /says something on each: sms too/],
    ['words for a channel that is not named', untypedSteps({ name: 'a', send: { best: ['push', 'sms'] }, content: { push: 'ping', sms: 'txt', email: 'mail' } }), { email: 'mail' }, /only what best names/],
    ['a channel named twice', untypedSteps({ name: 'a', send: { best: ['push', 'push'] }, content: { push: 'ping' } }), { best: ['push', 'push'] }, /names a channel once/],
    ['a message of another channel', untypedSteps({ name: 'a', send: { best: ['push', 'sms'] }, content: { push: 'ping', sms: 'mail' } }), 'mail', /content for sms is/],
    ['a channel that nobody delivers', untypedSteps({ name: 'a', send: { best: ['push', 'fax'] }, content: { push: 'ping', fax: 'mail' } }), 'fax', /a channel is/],
  ],
  room: [
    ['what to do without it that is unknown', untyped({ ...small([mail('a')]), whenCapped: 'drop' }), 'drop', /whenCapped is one of skip, wait/],
    ['no topic where there are some', small([mail('a')], { topic: undefined as never }), 'small', /says its topic where the program has topics/],
    ['an unknown topic', small([mail('a')], { topic: 'news' }), 'news', /a topic is one of tips/],
    ['a topic that every object has', small([mail('a')], { topic: 'toString' }), 'toString', /a topic is/],
    ['a holdout of everybody', small([mail('a')], { holdouts: { global: 1 } }), 1, /a holdout is a share/],
    ['a holdout that is unknown', untyped({ ...small([mail('a')]), holdouts: { globally: 0.1 } }), { globally: 0.1 }, /a holdouts has/],
    ['a holdout of an unknown channel', small([mail('a')], { holdouts: { channels: { fax: 0.1 } as never } }), 'fax', /a channel is/],
    ['a topic of what is needed', small([mail('a')], { purpose: 'transactional', control: undefined as never, topic: 'tips' }), { topic: 'tips' }, /transactional/],
  ],
  names: [
    ['of a journey', small([mail('a')], { name: 'Win Back' }), 'Win Back', /lower-case/],
    ['of a step', small([mail('price email')]), 'price email', /lower-case/],
    ['too long', small([mail('a'.repeat(41))]), 'a'.repeat(41), /at most 40/],
    ['that a state of ours has', small([mail('over')]), 'over', /end of a run/],
    ['that a branch of ours has', small([mail('end')]), 'end', /end of a run/],
    ['of two steps', small([mail('a'), byReason([mail('a')])]), 'a', /name of its own/],
  ],
  events: [
    ['entering on an unknown one', small([mail('a')], { enter: { on: 'user.up', again: 'once' } }), 'user.up', /an event is one of user\.signed_up/],
    ['leaving on an unknown one', small([mail('a')], { exit: ['user.left'] }), 'user.left', /an event is/],
    ['leaving on the entry', small([mail('a')], { exit: ['subscription.canceled'] }), 'subscription.canceled', /not the event that/],
    ['converting on an unknown one', small([mail('a')], { goal: { on: 'x', within: '7d' } }), 'x', /an event is/],
    ['converting on the entry', small([mail('a')], { goal: { on: 'subscription.canceled', within: '7d' } }), expect.anything(), /the very event/],
    ['a value that is no number', small([mail('a')], { goal: { on: 'order.placed', within: '7d', value: 'orderId' } }), 'orderId', /numeric field/],
    ['again per unknown field', small([mail('a')], { enter: { on: 'user.signed_up', again: { per: 'orderId' } } }), { per: 'orderId' }, /field of user\.signed_up/],
    ['a filter on an unknown field', small([mail('a')], { enter: { on: 'order.placed', again: 'once', where: { plan: ['pro'] } } }), 'plan', /userId, orderId, total/],
    ['a filter that EventBridge refuses', small([mail('a')], { enter: { on: 'order.placed', again: 'once', where: { total: 5 } } }), expect.anything(), /./],
    ['a filter that is too long', small([mail('a')], { enter: { on: 'order.placed', again: 'once', where: { orderId: ['x'.repeat(2000)] } } }), expect.stringMatching(/^2\d{3} characters$/), /at most 2048/],
  ],
  shares: [
    ['an unknown purpose', untyped({ ...small([mail('a')]), purpose: 'fun' }), 'fun', /a purpose is/],
    ['a priority that is no number', untyped({ ...small([mail('a')]), priority: 'high' }), 'high', /a priority is a number/],
    ['a control that nobody chose', untyped({ ...small([mail('a')]), control: undefined }), undefined, /how large its control is/],
    ['a control of all', small([mail('a')], { control: 1 }), 1, /up to but not including 1/],
    ['a negative control', small([mail('a')], { control: -0.1 }), -0.1, /up to but not including 1/],
    ['a transactional control', small([mail('a')], { purpose: 'transactional', control: 0.1 }), expect.anything(), /neither control nor caps/],
    ['weights that do not sum to 1', small([mail('a')], { experiments: { x: { a: 0.5, b: 0.4 } } }), { x: { a: 0.5, b: 0.4 } }, /sum to 1/],
    ['a weight below 0', small([mail('a')], { experiments: { x: { a: 1.5, b: -0.5 } } }), expect.anything(), /between 0 and 1/],
    ['an experiment that is not used', small([mail('a')], { experiments: { x: { a: 0.5, b: 0.5 } } }), 'x', /is used/],
    ['an experiment that is not declared', small([{ ...mail('a'), content: { experiment: 'x', arms: {} } }]), 'x', /an experiment is/],
    [
      'a missing arm',
      small([{ ...mail('a'), content: { experiment: 'x', arms: { a: 'mail' } } }], { experiments: { x: { a: 0.5, b: 0.5 } } }),
      { a: 'mail' },
      /every arm of x/,
    ],
    [
      'an arm too many',
      small([{ ...mail('a'), content: { experiment: 'x', arms: { a: 'mail', b: 'mail' } } }], { experiments: { x: { a: 1 } } }),
      'b',
      /an arm of x is/,
    ],
    ['a bandit about no experiment', small([mail('a')], { goal, bandits: { x: { floor: 0.1, uniform: 0.2 } } }), 'x', /a bandit is about/],
    ['a bandit without a goal', small([arms], { experiments: tested, bandits: { x: { floor: 0.1, uniform: 0.2 } } }), 'x', /learns from what converts/],
    ['a floor that leaves nothing to move', small([arms], { goal, experiments: tested, bandits: { x: { floor: 0.5, uniform: 0.2 } } }), { x: { floor: 0.5 } }, /between 0 and 0.5/],
    ['a uniform slice of all', small([arms], { goal, experiments: tested, bandits: { x: { floor: 0.1, uniform: 1 } } }), { x: { uniform: 1 } }, /between 0 and 1/],
    ['a bandit with another word', untyped({ ...small([arms], { goal, experiments: tested }), bandits: { x: { floor: 0.1, uniform: 0.2, fast: 1 } } }), { fast: 1 }, /a bandit has/],
    ['a cap of none', small([mail('a')], { caps: [{ max: 0, per: '7d' }] }), { max: 0, per: '7d' }, /whole number from 1/],
    ['a cap on an unknown channel', untyped({ ...small([mail('a')]), caps: [{ max: 1, per: '1d', channel: 'fax' }] }), expect.anything(), /the channel of a cap/],
    ['a cap for no time', small([mail('a')], { caps: [{ max: 1, per: '0d' }] }), { max: 1, per: '0d' }, /for some time/],
  ],
  channels: [
    ['an unknown one', untypedSteps({ ...mail('a'), send: 'fax' }), 'fax', /a channel is one of/],
    ['an unknown guard', untypedSteps({ fallback: [mail('a'), rung('b', { unless: 'seen' })] }), 'seen', /unless is one of/],
    [
      'a guard that nothing before reports',
      untypedSteps({ fallback: [mail('a'), rung('b', { unless: 'replied' })] }),
      { step: 'b', unless: 'replied' },
      /ever reports replied/,
    ],
  ],
  splits: [
    ['by an unknown field', small([{ split: 'color', branches: { red: [mail('a')] }, otherwise: [] }]), 'color', /text field of subscription\.canceled/],
    ['by another field of the profile', small([{ split: 'profile.age', branches: {}, otherwise: [mail('a')] }]), 'profile.age', /profile\.country, profile\.locale or profile\.segment/],
    ['without a branch for each value', small([{ split: 'reason', branches: { price: [mail('a')], features: [] } }]), ['price', 'features'], /each has a branch/],
    ['with a branch for no value', small([{ split: 'reason', branches: { price: [mail('a')], features: [], unused: [], moved: [] } }]), 'moved', /reason is one of/],
    ['by a trait without otherwise', small([{ split: 'traits.plan', branches: { pro: [mail('a')] } }]), 'traits.plan', /what the others get/],
    ['by two spellings of one country', small([{ split: 'profile.country', branches: { DE: [mail('a')], de: [] }, otherwise: [] }]), ['DE', 'de'], /one branch/],
    ['by a country that is none', small([{ split: 'profile.country', branches: { Germany: [mail('a')] }, otherwise: [] }]), 'Germany', /ISO 3166-1/],
    ['by a locale that is none', small([{ split: 'profile.locale', branches: { de_AT: [mail('a')] }, otherwise: [] }]), 'de_AT', /BCP 47/],
    ['by a segment that is none', small([{ split: 'profile.segment', branches: { Loyals: [mail('a')] }, otherwise: [] }]), 'Loyals', /Champions, Loyal/],
    ['by a segment without otherwise', small([{ split: 'profile.segment', branches: { Loyal: [mail('a')] } }]), 'profile.segment', /what the others get/],
    ['within one by the same', small([byReason([byReason([mail('a')])])]), 'reason', /one way only/],
    ['with a branch that would be a path', small([{ split: 'traits.plan', branches: { 'x.$': [mail('a')] }, otherwise: [] }]), 'x.$', /does not end/],
  ],
  times: [
    ['a malformed delay', small([{ ...mail('a'), after: '2 days' }]), '2 days', /whole number of m/],
    ['a malformed time', small([{ ...mail('a'), at: '25:00' }]), '25:00', /from 00:00 to 23:59/],
    ['a fraction of a day', small([{ ...mail('a'), day: 1.5 }]), 1.5, /whole number/],
    ['a day before', small([{ ...mail('a'), day: 3 }, { ...mail('b'), day: 1 }]), { step: 'b', day: 1 }, /after the steps before/],
    ['an earlier hour of the same day', small([{ ...mail('a'), day: 3, at: '12:00' }, { ...mail('b'), day: 3, at: '10:00' }]), expect.anything(), /after the steps before/],
    ['a time outside the window', untypedSteps({ name: 'a', send: 'sms', content: 'txt', at: '22:00' }), { step: 'a', at: '22:00' }, /from 08:00 to 21:00 only/],
    ['a rung at once', untypedSteps({ fallback: [mail('a'), rung('b', { within: '0m' })] }), expect.anything(), /leaves some time/],
    ['a condition over no time', small([{ ...mail('a'), when: { engagedWith: 'sms', within: '0d' } }]), expect.anything(), /leaves some time/],
    ['an entry that is never new enough', small([mail('a')], { enter: { on: 'order.placed', again: 'once', notOlderThan: '0h' } }), expect.anything(), /leaves some time/],
    ['an entry whose age is no duration', untyped({ ...small([mail('a')]), enter: { on: 'order.placed', again: 'once', notOlderThan: 72 } }), 72, /notOlderThan is a duration/],
    ['a goal at once', small([mail('a')], { goal: { on: 'account.deleted', within: '0d' } }), expect.anything(), /leaves some time/],
    ['a goal in years', small([mail('a')], { goal: { on: 'account.deleted', within: '60w' } }), expect.anything(), /within 350 days/],
    ['a path that is too long', small([{ ...mail('a'), after: '200d' }, byReason([{ ...mail('b'), after: '151d' }])]), '351 days to b', /at most 350 days/],
    ['a last day that is too late', small([{ ...mail('a'), day: 351 }]), 351, /to 350/],
  ],
  approvers: [
    ['nobody', small([mail('a')], { approvers: {} }), {}, /one at least/],
    ['a name that is not kebab case', small([mail('a')], { approvers: { 'The Boss': 'a@heron.example' } }), 'The Boss', /at most 20 lower-case/],
    ['a long name', small([mail('a')], { approvers: { [`a${'b'.repeat(20)}`]: 'a@heron.example' } }), expect.anything(), /at most 20 lower-case/],
    ['an address that is none', small([mail('a')], { approvers: { legal: 'legal' } }), 'legal', /asked by email/],
    ['approvers that are a list', untyped({ ...small([mail('a')]), approvers: ['a@heron.example'] }), ['a@heron.example'], /approvers/],
    ['a journey named like the machine that asks', small([mail('a')], { name: 'approval' }), 'approval', /asks approvers/],
  ],
  ends: [
    ['no steps', small([]), expect.anything(), /at least one step/],
    ['only empty branches', small([byReason([])]), expect.anything(), /at least one step/],
    ['steps that contain themselves', small(cyclic), expect.anything(), /none contains itself/],
  ],
};

for (const [group, list] of Object.entries(cases)) {
  describe(group, () => {
    test.each(list)('%s', (_, journey, value, rule) => {
      const error = refusal(journey);

      expect(error.value).toEqual(value);
      expect(error.rule).toMatch(rule);
      expect(error.remedy).not.toBe('');
    });
  });
}

test('a channel without a provider', () => {
  const error = refusal(small([mail('a')]), { ...everyChannel, providers: { push: ['pinpoint'] } });

  expect(error.message).toBe(
    '"email": in the journey small, every channel in use has a provider; name one in the program: providers: { email: […] }',
  );
});

test('a definition that Step Functions would not take', () => {
  const values = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`value-${at}`.padEnd(1000, 'x'), []]));
  const split = (name: string) => ({ split: `traits.${name}`, branches: values, otherwise: [] });

  expect(refusal(small([mail('a'), split('one'), mail('b'), split('two'), mail('c'), split('three'), mail('d')])).rule).toMatch(
    /at most 1048576 bytes/,
  );
});
