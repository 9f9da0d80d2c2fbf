import { expect, it } from 'vitest';
import { holdoutArms, holdoutOf } from '../../lib/domain/holdout.ts';

const program = { global: 0.1, channels: { email: 0.3 } };
const people = Array.from({ length: 2_000 }, (_, n) => `person-${n}`);

it('puts everybody on the side on which touches find them', () => {
  for (const user of people) {
    const arms = holdoutArms(user, ['email', 'push', 'email'], program, undefined);
    const out = holdoutOf(user, 'email', program, undefined);
    expect(arms['holdout:global']).toBe(out === 'global' ? 'out' : 'in');
    expect(arms['holdout:email']).toBe(out === 'global' ? undefined : out === 'email' ? 'out' : 'in');
    expect(arms).not.toHaveProperty('holdout:push');
  }
});

it('has nothing to say where nobody is held out, or the journey says so', () => {
  expect(holdoutArms('ada', ['email'], undefined, undefined)).toEqual({});
  expect(holdoutArms('ada', ['email'], program, { global: 0, channels: { email: 0 } })).toEqual({});
});
