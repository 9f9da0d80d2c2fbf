import { expect, it } from 'vitest';
import type { Audience } from '../../lib/domain/audience.ts';
import { channels } from '../../lib/domain/channel.ts';
import { holdoutArms, holdoutOf, inMarket, marketArm, marketOf } from '../../lib/domain/holdout.ts';
import type { LedgerRun } from '../../lib/domain/ledger.ts';
import { entryTally, outcryTally } from '../../lib/domain/tally/runs.ts';
import { monday, welcome } from '../engine/surroundings.ts';

const program = { global: 0.1, channels: { email: 0.3 } };
const people = Array.from({ length: 2_000 }, (_, n) => `person-${n}`);

const shares = { channels: Object.fromEntries(channels.map((channel) => [channel, 0.4])) };
const base: LedgerRun = {
  id: 'run',
  journey: 'welcome',
  group: 'treatment',
  at: monday,
  since: monday,
  priority: 50,
  arms: {},
  data: {},
  by: 'enter',
};

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

it.each<[string, Audience, string | undefined, string | undefined]>([
  ['a country that the audience names', { country: ['US', 'de'] }, 'DE', 'DE'],
  ['a country as somebody wrote it', { country: ['DE'] }, 'de', 'DE'],
  ['a country that it does not name', { any: [{ country: ['DE'] }, { locale: ['de'] }] }, 'AT', 'other'],
  ['no country', { any: [{ country: ['DE'] }, { locale: ['de'] }] }, undefined, 'other'],
  ['an audience that names none', { locale: ['de'] }, 'DE', undefined],
])('knows the market of %s', (_, audience, country, expected) => {
  expect(marketOf(audience, country)).toBe(expected);
});

it('counts so few markets that a day stays a small item, however many countries an audience names', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const country = letters.flatMap((one) => letters.map((other) => one + other));
  const all = { ...shares, global: 0.1 };
  const counters = new Map<string, number>();
  for (const [n, home] of country.slice(0, 12).entries()) {
    // Enough people of each country to stand on every side of every holdout.
    for (let k = 0; k < 30; k++) {
      const market = marketOf({ country }, home) ?? '';
      const arms = { ...holdoutArms(`person-${n}-${k}`, channels, all, undefined), [marketArm]: market };
      const run = { ...base, arms };
      const goals = [{ name: '', first: true, added: 10_000, total: 10_000 }];
      for (const { add } of [
        entryTally('', run, welcome),
        outcryTally('', run, { ended: false, goals, steps: [] }, false),
      ]) {
        for (const [name, value] of Object.entries(add)) counters.set(name, (counters.get(name) ?? 0) + value);
      }
    }
  }
  expect(new Set(country.map((home) => marketOf({ country }, home))).size).toBe(11);
  expect([...counters.keys()].filter((name) => name.startsWith(inMarket('holdout:sms', '')))).toHaveLength(11 * 4);
  // A number takes at most 21 bytes.
  const bytes = [...counters.keys()].reduce((sum, name) => sum + name.length + 21, 0);
  expect(bytes).toBeLessThan(20_000);
});
