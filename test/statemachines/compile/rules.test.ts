import { expect, test } from 'vitest';
import winBack, { everyChannel } from '../win-back.ts';
import { compile, mail, ping, small } from './small.ts';

const day = 86_400_000;

test('rules are the journey with its defaults, in milliseconds', () => {
  // WHEN
  const { rules, entryPattern } = compile(small([mail('a'), { ...ping('b'), after: '1d' }]));
  // THEN
  expect(rules).toEqual({
    name: 'small',
    purpose: 'marketing',
    priority: 50,
    control: 0,
    topic: 'tips',
    caps: [],
    enter: { on: 'subscription.canceled', again: { kind: 'once' } },
    exits: [],
    experiments: {},
    first: { step: 'a', channel: 'email' },
    steps: {
      a: { name: 'a', channel: 'email', content: 'mail' },
      b: { name: 'b', channel: 'push', content: 'ping' },
    },
    remembers: [],
  });
  expect(entryPattern).toEqual({ 'detail-type': ['subscription.canceled'], source: [{ 'anything-but': 'polyphony' }] });
});

test('every word of a journey reaches its rules', () => {
  // WHEN
  const { rules } = compile(winBack, everyChannel);
  // THEN
  expect(rules).toMatchObject({
    name: 'win-back',
    priority: 60,
    control: 0.1,
    caps: [{ max: 3, perMs: 7 * day }],
    enter: { on: 'subscription.canceled', again: { kind: 'after', ms: 90 * day } },
    goal: { on: 'subscription.reactivated', withinMs: 30 * day, value: 'monthlyPrice' },
    exits: ['account.deleted'],
    experiments: { offer: { 'percent-off': 0.5, 'feature-unlock': 0.5 } },
    remembers: ['reason'],
  });
  expect(rules.steps['price-sms']?.when).toEqual({ engagedWith: 'sms', withinMs: 90 * day });
});

test('how old an entry may be is a rule of its own, and no part of the state machine', () => {
  // WHEN
  const enter = { on: 'order.placed', again: 'once', notOlderThan: '2h' } as const;
  const [{ rules, definition }, plain] = [
    compile(small([mail('a')], { enter })),
    compile(small([mail('a')], { enter: { on: 'order.placed', again: 'once' } })),
  ];
  // THEN
  expect(rules.enter).toMatchObject({ notOlderThanMs: 7_200_000 });
  expect(definition).toEqual(plain.definition);
});

test('a filter on the entry is the pattern itself', () => {
  // GIVEN
  const where = { total: [{ numeric: ['>', 50] }] };
  // WHEN
  const { entryPattern, rules } = compile(
    small([mail('a')], { enter: { on: 'order.placed', where, again: { per: 'orderId' } } }),
  );
  // THEN
  expect(entryPattern).toEqual({
    'detail-type': ['order.placed'],
    source: [{ 'anything-but': 'polyphony' }],
    detail: where,
  });
  expect(rules.enter).toMatchObject({ again: { kind: 'per', field: 'orderId' } });
});

test('a run remembers what splits and any language of any arm name', () => {
  // GIVEN
  const journey = small(
    [
      { split: 'orderId', branches: { 'o-1': [] }, otherwise: [mail('a')] },
      { name: 'b', send: 'push', content: { experiment: 'x', arms: { one: 'ping', two: 'total' } } },
    ],
    {
      enter: { on: 'order.placed', again: 'always' },
      experiments: { x: { one: 0.5, two: 0.5 } },
      content: {
        default: 'en',
        messages: {
          mail: { channel: 'email', subject: 's', preheader: 'p', html: 'h', text: 't' },
          ping: { channel: 'push', title: 'event.nothing', body: 'b' },
          total: { channel: 'push', title: 't', body: 'b' },
        },
        translations: {
          de: { total: { channel: 'push', title: '{% if event.total > 5 %}viel{% endif %}', body: 'b' } },
        },
      },
    },
  );
  // THEN
  expect(compile(journey).rules.remembers).toEqual(['orderId', 'total']);
});
