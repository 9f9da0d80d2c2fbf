import { expect, it } from 'vitest';
import { type Ahead, fatesOf, type PinnedDefinition } from '../../lib/domain/in-flight.ts';
import type { StepRules } from '../../lib/domain/journey-rules.ts';

const task = (
  step: string,
  more: object = {},
  FunctionName = 'arn:aws:lambda:eu-west-1:1:function:polyphony-touch',
) => ({
  Type: 'Task',
  Parameters: { FunctionName, Payload: { step, channel: 'email', then: null, ...more } },
});
const machine = (...tasks: ReturnType<typeof task>[]): PinnedDefinition => ({
  States: {
    over: { Type: 'Succeed' },
    'until it': { Type: 'Wait' },
    ...Object.fromEntries(tasks.map((each) => [each.Parameters.Payload.step, each])),
  },
});
const step = (name: string, more: Partial<StepRules> = {}): StepRules => ({
  name,
  channel: 'email',
  content: 'c',
  ...more,
});
const ahead = (...steps: StepRules[]): Ahead => ({
  journeys: new Map([
    ['welcome', { steps: Object.fromEntries(steps.map((each) => [each.name, each])), experiments: {} }],
  ]),
  touchFunction: ':function:polyphony-touch',
});

it.each([
  ['a step that is still there', machine(task('hello')), ahead(step('hello')), 'nothing', 'they get it'],
  [
    'a step that moved to another channel',
    machine(task('hello')),
    ahead(step('hello', { channel: 'sms' })),
    'nothing',
    'now by sms',
  ],
  [
    'a step that was renamed',
    machine(task('hello', { then: { step: 'tips', channel: 'inapp' } })),
    ahead(step('hi')),
    'skip',
    'tips comes next',
  ],
  [
    'a journey that was removed',
    machine(task('hello')),
    { ...ahead(), journeys: new Map() },
    'skip',
    'the journey is gone',
  ],
  [
    'an experiment that was removed',
    machine(task('hello')),
    ahead(step('hello', { content: { experiment: 'offer', arms: { a: 'x' } } })),
    'skip',
    'offer is gone',
  ],
  [
    'a function that is called otherwise',
    machine(task('hello', {}, 'arn:aws:lambda:eu-west-1:1:function:polyphony-speak')),
    ahead(step('hello')),
    'stranded',
    'polyphony-speak',
  ],
  [
    'a channel that is gone from the language',
    machine(task('hello', { channel: 'fax' })),
    ahead(step('hello')),
    'stranded',
    'channel fax',
  ],
  [
    'a guard that is gone from the language',
    machine(task('hello', { unless: 'purchased' })),
    ahead(step('hello')),
    'stranded',
    'unless purchased',
  ],
] as const)('tells the fate of people at %s', (_, before, next, fate, why) => {
  expect(fatesOf(new Map([['welcome', before]]), next as Ahead)).toEqual([
    { journey: 'welcome', step: 'hello', fate, why: expect.stringContaining(why) },
  ]);
});
