import { describe, expect, test } from 'vitest';
import { compile, mail, outline, ping, small } from './small.ts';

describe('one touch', () => {
  test('is a Wait and a Task; hold and over leave by Catch', () => {
    // GIVEN
    const journey = small([mail('offer')]);
    // WHEN
    const { definition } = compile(journey);
    // THEN
    expect(definition).toEqual({
      Comment: 'small: marketing, enters on subscription.canceled',
      StartAt: 'until offer',
      States: {
        'until offer': { Type: 'Wait', TimestampPath: '$.touch.wakeAt', Next: 'offer' },
        offer: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: {
            // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
            FunctionName: '${TouchFunctionArn}',
            Payload: { 'run.$': '$.run', step: 'offer', channel: 'email', then: null },
          },
          ResultSelector: { 'wakeAt.$': '$.Payload.wakeAt', 'branch.$': '$.Payload.branch' },
          ResultPath: '$.touch',
          Retry: [
            { ErrorEquals: ['Hold', 'Over'], MaxAttempts: 0 },
            {
              ErrorEquals: ['States.ALL'],
              IntervalSeconds: 2,
              BackoffRate: 2,
              MaxDelaySeconds: 900,
              MaxAttempts: 20,
              JitterStrategy: 'FULL',
            },
          ],
          Catch: [
            { ErrorEquals: ['Hold'], ResultPath: '$.hold', Next: 'read hold of offer' },
            { ErrorEquals: ['Over'], ResultPath: null, Next: 'over' },
          ],
          End: true,
        },
        'read hold of offer': {
          Type: 'Pass',
          Parameters: { 'cause.$': 'States.StringToJson($.hold.Cause)' },
          ResultPath: '$.hold',
          Next: 'hold offer',
        },
        'hold offer': { Type: 'Wait', TimestampPath: '$.hold.cause.errorMessage', Next: 'offer' },
        over: { Type: 'Succeed' },
      },
    });
  });

  test('carries the delay, the local time and the day of the one after it', () => {
    // GIVEN
    const journey = small([mail('one'), { ...ping('two'), after: '36h' }, { ...mail('three'), day: 15, at: '10:00' }]);
    // THEN
    expect(outline(journey)).toEqual({
      one: { 'run.$': '$.run', step: 'one', then: { step: 'two', channel: 'push', after: 'PT36H' }, Next: 'until two' },
      two: {
        'run.$': '$.run',
        step: 'two',
        then: { step: 'three', channel: 'email', at: '10:00', day: 15 },
        Next: 'until three',
      },
      three: { 'run.$': '$.run', step: 'three', then: null, End: true },
    });
  });

  test('shows its content by arm to the rules, not to the state machine', () => {
    // GIVEN
    const journey = small(
      [{ name: 'offer', send: 'push', content: { experiment: 'deal', arms: { big: 'ping', none: 'ping' } } }],
      { experiments: { deal: { big: 0.3, none: 0.7 } } },
    );
    // WHEN
    const { rules } = compile(journey);
    // THEN
    expect(outline(journey)).toEqual({ offer: { 'run.$': '$.run', step: 'offer', then: null, End: true } });
    expect(rules.steps.offer?.content).toEqual({ experiment: 'deal', arms: { big: 'ping', none: 'ping' } });
  });
});

test('a ladder carries guards and the rungs so far; no Choice', () => {
  // GIVEN
  const journey = small([
    {
      fallback: [
        mail('mail'),
        { ...ping('push'), unless: 'opened', within: '48h' },
        { name: 'text', send: 'sms', content: 'txt', unless: 'engaged', within: '24h', at: '18:00' },
      ],
    },
    { ...mail('later'), after: '1w' },
  ]);
  // THEN
  expect(outline(journey)).toEqual({
    mail: {
      'run.$': '$.run',
      step: 'mail',
      then: { step: 'push', channel: 'push', after: 'PT48H', rung: true },
      Next: 'until push',
    },
    push: {
      'run.$': '$.run',
      step: 'push',
      unless: 'opened',
      ladder: ['mail'],
      then: { step: 'text', channel: 'sms', after: 'PT24H', at: '18:00', rung: true },
      Next: 'until text',
    },
    text: {
      'run.$': '$.run',
      step: 'text',
      unless: 'engaged',
      ladder: ['mail', 'push'],
      then: { step: 'later', channel: 'email', after: 'PT168H' },
      Next: 'until later',
    },
    later: { 'run.$': '$.run', step: 'later', then: null, End: true },
  });
});

describe('a split', () => {
  test('at the start is the first state', () => {
    // GIVEN
    const journey = small([{ split: 'reason', branches: { price: [mail('a')], features: [], unused: [] } }]);
    // WHEN
    const { definition } = compile(journey);
    // THEN
    expect(definition.StartAt).toBe('split by reason');
    expect(definition.States['split by reason']).toEqual({
      Type: 'Choice',
      Choices: [{ Variable: '$.touch.branch', StringEquals: 'a', Next: 'until a' }],
      Default: 'over',
    });
  });

  test('joins again behind its branches, and an empty branch goes straight on', () => {
    // GIVEN
    const journey = small([
      mail('hello'),
      {
        split: 'traits.plan',
        branches: { pro: [mail('pro')], free: [] },
        otherwise: [{ ...ping('other'), after: '1d' }],
      },
      mail('bye'),
    ]);
    // THEN
    const bye = { step: 'bye', channel: 'email' };
    expect(outline(journey)).toEqual({
      hello: {
        'run.$': '$.run',
        step: 'hello',
        then: {
          split: 'traits.plan',
          branches: { pro: { step: 'pro', channel: 'email' }, free: bye },
          otherwise: { step: 'other', channel: 'push', after: 'PT24H' },
        },
        Next: 'split by traits.plan',
      },
      'split by traits.plan': {
        Type: 'Choice',
        Choices: [
          { Variable: '$.touch.branch', StringEquals: 'pro', Next: 'until pro' },
          { Variable: '$.touch.branch', StringEquals: 'bye', Next: 'until bye' },
          { Variable: '$.touch.branch', StringEquals: 'other', Next: 'until other' },
        ],
        Default: 'over',
      },
      pro: { 'run.$': '$.run', step: 'pro', then: bye, Next: 'until bye' },
      other: { 'run.$': '$.run', step: 'other', then: bye, Next: 'until bye' },
      bye: { 'run.$': '$.run', step: 'bye', then: null, End: true },
    });
  });

  test('inside another is one Choice with it', () => {
    // GIVEN
    const country = { split: 'profile.country', branches: { DE: [mail('de')] }, otherwise: [mail('world')] };
    const journey = small([
      mail('hello'),
      { split: 'reason', branches: { price: [country], features: [mail('new')], unused: [] } },
    ]);
    // WHEN
    const { States } = compile(journey).definition;
    // THEN
    expect(Object.keys(States).filter((name) => name.startsWith('split'))).toEqual(['split by reason']);
    expect(outline(journey)).toMatchObject({
      hello: {
        then: {
          split: 'event.reason',
          branches: {
            price: {
              split: 'profile.country',
              branches: { DE: { step: 'de', channel: 'email' } },
              otherwise: { step: 'world', channel: 'email' },
            },
            features: { step: 'new', channel: 'email' },
            unused: null,
          },
          otherwise: null,
        },
      },
      'split by reason': {
        Choices: [
          { StringEquals: 'de', Next: 'until de' },
          { StringEquals: 'world', Next: 'until world' },
          { StringEquals: 'new', Next: 'until new' },
        ],
        Default: 'over',
      },
    });
  });

  test('that several steps lead to is one state; a second by the same is numbered', () => {
    // GIVEN
    const byPlan = (name: string) => ({ split: 'traits.plan', branches: { pro: [mail(name)] }, otherwise: [] });
    const journey = small([
      { split: 'reason', branches: { price: [mail('a')], features: [mail('b')], unused: [mail('c')] } },
      byPlan('first-pro'),
      mail('between'),
      byPlan('second-pro'),
    ]);
    // THEN
    expect(outline(journey)).toMatchObject({
      a: { Next: 'split by traits.plan' },
      b: { Next: 'split by traits.plan' },
      c: { Next: 'split by traits.plan' },
      'first-pro': { Next: 'until between' },
      between: { Next: 'split by traits.plan 2' },
      'second-pro': { End: true },
    });
  });

  test('whose every way leads to the same step needs no Choice', () => {
    // GIVEN
    const journey = small([mail('a'), { split: 'traits.plan', branches: { pro: [] }, otherwise: [] }, mail('b')]);
    // THEN
    expect(outline(journey)).toMatchObject({ a: { then: { split: 'traits.plan' }, Next: 'until b' } });
  });

  test('by experiment is by its arms', () => {
    // GIVEN
    const journey = small(
      [{ split: { experiment: 'pace' }, branches: { slow: [mail('slow')], fast: [mail('fast')] } }],
      { experiments: { pace: { slow: 0.5, fast: 0.5 } } },
    );
    // WHEN
    const { definition, rules } = compile(journey);
    // THEN
    expect(definition.StartAt).toBe('split by pace');
    expect(rules.first).toMatchObject({ split: 'experiment.pace', otherwise: null });
  });
});

test('a definition is plain JSON with one placeholder', () => {
  const text = JSON.stringify(compile(small([mail('a'), mail('b')])).definition);

  expect([...new Set(text.match(/\$\{[^}]*\}/g))].join()).toMatch(/^\$\{TouchFunctionArn\}$/);
  expect(JSON.parse(text)).toEqual(compile(small([mail('a'), mail('b')])).definition);
});
