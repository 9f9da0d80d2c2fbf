import { describe, expect, it } from 'vitest';
import { readMeasuring } from '../../../statemachines/measuring-form.ts';
import { everyChannel } from '../win-back.ts';
import { compile, mail, small } from './small.ts';

const goal = { on: 'subscription.reactivated', within: '30d', value: 'monthlyPrice' } as const;
const program = { ...everyChannel, funnels: { back: ['subscription.canceled', 'subscription.reactivated'] } };

describe('goals and funnels', () => {
  it('become rules: the other goals by name, a funnel by its events', () => {
    const journey = small([mail('a')], {
      goal: { ...goal, count: 'every' },
      goals: { ordered: { on: 'order.placed', within: '7d', count: 'first' } },
      funnel: 'back',
    });
    expect(compile(journey, program).rules).toMatchObject({
      goal: { on: 'subscription.reactivated', withinMs: 30 * 86_400_000, value: 'monthlyPrice', count: 'every' },
      goals: { ordered: { on: 'order.placed', withinMs: 7 * 86_400_000 } },
      funnel: ['subscription.canceled', 'subscription.reactivated'],
    });
    expect(compile(journey, program).rules.goals?.ordered).not.toHaveProperty('count');
  });

  it.each([
    ['other goals without the goal', { goals: { ordered: { on: 'order.placed', within: '7d' } } }, /beside the goal/],
    ['a goal by another name than names have', { goal, goals: { 'Ordered!': goal } }, /name of a goal/],
    ['a count that is none', { goal: { ...goal, count: 'twice' } }, /first event of a goal counts, or every one/],
    ['a goal that takes too long', { goal, goals: { ordered: { ...goal, within: '351d' } } }, /within 350 days/],
    [
      'a value that the event does not have',
      { goal, goals: { ordered: { ...goal, value: 'total' } } },
      /numeric field/,
    ],
    ['a funnel that the program does not have', { funnel: 'forth' }, /a funnel is one of back/],
    ['a word that goals do not have', { goal, goals: { ordered: { ...goal, whenever: 1 } } }, /a goal has/],
  ])('refuses %s', (_, more, message) => {
    expect(() => compile(small([mail('a')], more as object), program)).toThrow(message);
  });
});

describe('a program', () => {
  it.each([
    ['a price below 0', { prices: { email: { ses: -1 } } }, /0 or more/],
    [
      'a price in some country that is none',
      { prices: { sms: { twilio: { default: 1, DE: Number.NaN } } } },
      /0 or more/,
    ],
    ['a funnel of one event', { funnels: { x: ['user.signed_up'] } }, /2 to 20/],
    ['an event twice in a funnel', { funnels: { x: ['a', 'b', 'a'] } }, /once/],
  ])('refuses %s', (_, form, message) => {
    expect(() => readMeasuring(form)).toThrow(message);
  });
});
