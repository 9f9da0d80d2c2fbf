import { expect, it } from 'vitest';
import type { AnyStep } from '../../../statemachines/any-journey.ts';
import { mostMessages } from '../../../statemachines/compile/most-messages.ts';
import launch from '../../../statemachines/journeys/launch/journey.ts';
import winBack from '../../../statemachines/journeys/win-back/journey.ts';

const mail = (name: string): AnyStep => ({ name, send: 'email', content: name });
const text = (name: string): AnyStep => ({ name, send: 'sms', content: name });
const rung = { unless: 'opened', within: '1d' } as const;

it.each([
  ['one by one', [mail('a'), mail('b'), text('c')], { email: 2, sms: 1 }],
  [
    'every rung of a ladder',
    [
      {
        fallback: [
          { name: 'a', send: 'push', content: 'a' },
          { ...rung, name: 'b', send: 'sms', content: 'b' },
        ],
      },
    ],
    { push: 1, sms: 1 },
  ],
  [
    'the fullest branch on each channel, and what follows the split',
    [{ split: 'plan', branches: { a: [mail('a'), mail('b')], b: [text('c')] }, otherwise: [mail('d')] }, mail('e')],
    { email: 3, sms: 1 },
  ],
  [
    'each channel of a step that chooses',
    [{ name: 'a', send: { best: ['email', 'sms'] }, content: { email: 'a', sms: 'b' } }],
    { email: 1, sms: 1 },
  ],
] satisfies [string, AnyStep[], object][])('counts %s', (_, steps, expected) => {
  expect(mostMessages(steps)).toEqual(expected);
});

it('counts what ships', () => {
  expect(mostMessages(launch.steps)).toEqual({ email: 1, inapp: 1, whatsapp: 1, push: 1, sms: 1 });
  expect(mostMessages(winBack.steps)).toEqual({ email: 1, whatsapp: 1, push: 1, sms: 1 });
});
