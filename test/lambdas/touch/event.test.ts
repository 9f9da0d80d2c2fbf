import { expect, it } from 'vitest';
import { readAgain, readRequest } from '../../../lambdas/touch/event.ts';

const run = { id: 'r1', user: 'u1', journey: 'welcome', group: 'treatment', at: '2027-01-11T10:00:00Z' };
const payload = { run, step: 'hello', channel: 'push', then: null };

it('reads what a state machine hands over, and nothing beside it', () => {
  expect(readRequest({ ...payload, more: 1, run: { ...run, more: 2 } })).toEqual(payload);
  const rung = { ...payload, unless: 'opened', ladder: ['first'], then: { end: true } };
  expect(readRequest(rung)).toEqual(rung);
});

it.each([
  [undefined, 'payload'],
  [{ ...payload, run: undefined }, 'run'],
  [{ ...payload, run: { ...run, id: 7 } }, 'run.id'],
  [{ ...payload, run: { ...run, group: 'both' } }, 'run.group "both": must be one of treatment, control'],
  [{ ...payload, step: undefined }, 'step'],
  [{ ...payload, channel: 'pigeon' }, 'channel "pigeon"'],
  [{ ...payload, unless: 'never' }, 'unless'],
  [{ ...payload, ladder: 'first' }, 'ladder'],
  [{ ...payload, ladder: [1] }, 'ladder'],
  [{ ...payload, then: undefined }, 'then'],
])('refuses %j', (wrong, why) => {
  expect(() => readRequest(wrong)).toThrow(why);
});

it('reads what is to be sent again, and nothing of other payloads', () => {
  const again = { user: 'u1', run: 'r1', step: 'hello', journey: 'welcome', channel: 'push', at: 7 };
  const { user, run: id, step, ...about } = again;
  expect(readAgain({ again })).toEqual({ touch: { user, run: id, step }, ...about });
  expect(readAgain(payload)).toBeNull();
  expect(() => readAgain({ again: { ...again, at: 'monday' } })).toThrow('again.at "monday"');
  expect(() => readAgain({ again: { ...again, step: undefined } })).toThrow('again.step');
});
