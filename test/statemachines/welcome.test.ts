import { expect, test } from 'vitest';
import { compileJourney } from '../../statemachines/compile/index.ts';
import welcome from '../../statemachines/journeys/welcome/journey.ts';
import { program } from '../../statemachines/program.ts';

const { definition, rules, entryPattern } = compileJourney(welcome, program);

test('enters once on a sign-up, a tenth of the people in the control, and ends with the onboarding', () => {
  expect(entryPattern).toEqual({ 'detail-type': ['user.signed_up'], source: [{ 'anything-but': 'polyphony' }] });
  expect(rules).toMatchObject({
    control: 0.1,
    enter: { again: { kind: 'once' } },
    goal: { on: 'onboarding.completed', withinMs: 7 * 86_400_000 },
    first: { step: 'hello', channel: 'push' },
  });
});

test('says hello at once, the first steps a day later, and a tip on the morning of day 3', () => {
  const payloads = Object.values(definition.States).flatMap(({ Parameters }) =>
    Parameters && typeof Parameters === 'object' && 'Payload' in Parameters ? [Parameters.Payload] : [],
  );

  expect(definition.StartAt).toBe('until hello');
  expect(payloads).toEqual([
    {
      'run.$': '$.run',
      step: 'hello',
      channel: 'push',
      then: { step: 'first-steps', channel: 'email', after: 'PT24H' },
    },
    {
      'run.$': '$.run',
      step: 'first-steps',
      channel: 'email',
      then: { step: 'tips', channel: 'inapp', at: '10:00', day: 3 },
    },
    { 'run.$': '$.run', step: 'tips', channel: 'inapp', then: null },
  ]);
});

test('the program caps marketing at one a channel a day and five a week', () => {
  const day = 86_400_000;

  expect(program.caps).toEqual([
    ...['email', 'push', 'sms', 'whatsapp', 'inapp'].map((channel) => ({ max: 1, perMs: day, channel })),
    { max: 5, perMs: 7 * day },
  ]);
  expect(Object.keys(program.windows).sort()).toEqual(['email', 'push', 'sms', 'whatsapp']);
  expect(program.windows.push).toEqual([
    { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '08:00', to: '21:00' },
  ]);
  expect(program.spreadMs).toBe(600_000);
});
