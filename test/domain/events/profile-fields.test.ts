import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeWithin } from '../../../lib/domain/events/fitting.ts';
import { fieldOf, readProfileFields } from '../../../lib/domain/events/profile-fields.ts';
import { readStorable } from '../../../lib/domain/events/storable.ts';
import { changeProfile, emptyProfile } from '../../../lib/domain/profile.ts';

const parsed = (json: string): Record<string, unknown> => JSON.parse(json);
const names = (detail: Record<string, unknown>) => readProfileFields(detail).refused.map(({ field }) => field);

describe('what an event tells of a person', () => {
  it('costs a field, a trait, a score or a token that cannot be used, and never its neighbours', () => {
    const { change, refused } = readProfileFields(
      parsed(`{"email":"a@example.com","phone":"0151","country":"USA","timezone":"Mars/Olympus","locale":"de_AT",
        "push":[{"platform":"fcm","token":"t"},{"platform":"web","token":"u"}],"whatsapp":null,"other":{"__proto__":1},
        "traits":{"constructor":"Ferrari","plan":"pro","a":{"__proto__":{"y":1},"b":2},"n":1e400,"gone":null,"":1},
        "scores":{"churn":0.5,"risk":2,"none":null,"__proto__":0.1}}`),
    );
    expect(change).toEqual({
      email: 'a@example.com',
      locale: 'de-AT',
      whatsapp: null,
      push: [{ platform: 'fcm', token: 't' }],
      traits: { constructor: 'Ferrari', plan: 'pro', gone: null },
      scores: { churn: 0.5, none: null },
    });
    expect(refused.map(({ field }) => field).sort()).toEqual(
      [
        'phone',
        'country',
        'timezone',
        'push.1',
        'traits.a',
        'traits.n',
        'traits.',
        'scores.risk',
        'scores.__proto__',
      ].sort(),
    );
    expect(new Set(refused.map(fieldOf))).toEqual(
      new Set(['phone', 'country', 'timezone', 'push', 'traits', 'scores']),
    );
  });

  it('removes no devices by a list of which no token can be used', () => {
    expect(readProfileFields({ push: [{ platform: 'web', token: 'u' }] }).change).toEqual({});
    expect(readProfileFields({ push: [] }).change).toEqual({ push: [] });
    expect(names({ push: 'x', addPush: {}, traits: [], scores: 'x' })).toEqual(['push', 'addPush', 'traits', 'scores']);
    const many = Array.from({ length: 25 }, (_, n) => ({ platform: 'fcm', token: `t${n}` }));
    expect(readProfileFields({ push: many })).toMatchObject({ change: { push: many.slice(0, 20) } });
    expect(names({ push: many })).toEqual(['push.20']);
  });

  it('is read of any JSON without throwing, names no value, and what is stored of it is stored again as it is', () => {
    const field = fc.constantFrom(
      'email',
      'phone',
      'push',
      'addPush',
      'timezone',
      'locale',
      'country',
      'region',
      'traits',
      'scores',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), (detail) => {
        const { change, refused } = readProfileFields(detail);
        for (const { rule } of refused) expect(rule.length).toBeGreaterThan(10);
        const again = readProfileFields({ ...change });
        expect(again).toEqual({ change, refused: [] });
      }),
    );
  });
});

describe('a value that is stored', () => {
  const nested = (depth: number) => parsed(`{"v":${'['.repeat(depth)}${']'.repeat(depth)}}`).v;

  it.each<[string, unknown, RegExp]>([
    ['a number beyond 2^53', 9007199254740992, /as strings/],
    ['infinity', Number.POSITIVE_INFINITY, /as strings/],
    ['no number', Number.NaN, /as strings/],
    ['a vanishing number', 1e-310, /as strings/],
    ['a name that sets the prototype', parsed('{"a":[{"__proto__":null}]}'), /__proto__/],
    ['an empty name', { a: { '': 1 } }, /1 to 255/],
    ['a long name', { ['x'.repeat(256)]: 1 }, /1 to 255/],
    ['seventeen levels', nested(17), /16 deep/],
    ['a hundred thousand levels', nested(100_000), /16 deep/],
    ['a long text', 'A'.repeat(180_000), /32768 bytes/],
    ['a long list', Array.from({ length: 40_000 }, () => 1), /32768 bytes/],
  ])('is not %s', (_, told, rule) => expect(readStorable(told)).toEqual({ rule: expect.stringMatching(rule) }));

  it('is half a character no more, and everything else as it was', () => {
    expect(readStorable({ 'a\uD800': ['\uDC00x'] })).toEqual({ value: { 'a\uFFFD': ['\uFFFDx'] } });
    const told = parsed('{"constructor":{"prototype":1},"toString":[null,true,0,-0.5,""],"n":9007199254740991}');
    expect(readStorable(told)).toEqual({ value: told });
    expect(readStorable(nested(16))).toEqual({ value: nested(16) });
  });
});

describe('a note of what was refused', () => {
  const tell = (profile: typeof emptyProfile, detail: Record<string, unknown>, at: number) => {
    const { change, refused } = readProfileFields(detail);
    return changeProfile(profile, { ...change, refused }, at);
  };

  it('stays until the field is told again, is as old as it was told, and holds no value', () => {
    const first = tell(
      emptyProfile,
      { phone: '0151', email: 'a@example.com', traits: { n: 2 ** 60, plan: 'pro' } },
      100,
    );
    expect(first.refused).toEqual({
      phone: { rule: expect.stringContaining('E.164'), at: 100 },
      'traits.n': { rule: expect.stringContaining('strings'), at: 100 },
    });
    expect(JSON.stringify(first.refused)).not.toContain('0151');
    const mended = tell(first, { phone: '+4915112345678' }, 200);
    expect(Object.keys(mended.refused ?? {})).toEqual(['traits.n']);
    expect(tell(mended, { phone: 'late' }, 150).refused).toEqual(mended.refused);
    expect(tell(mended, { traits: { n: 1 } }, 200)).not.toHaveProperty('refused');
    expect(tell(tell(emptyProfile, { push: [1] }, 1), { push: null }, 2)).not.toHaveProperty('refused');
  });

  it('is made of traits that would let a profile grow too large, and how to reach the person is kept', () => {
    const traits = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`t${n}`, 'x'.repeat(20_000)]));
    const within = changeWithin(emptyProfile, { email: 'a@example.com', traits, scores: { churn: 0.5 } }, 1);
    expect(within.refused).toEqual([{ field: 'traits', rule: expect.stringContaining('65536') }]);
    expect(within.profile).toMatchObject({
      email: 'a@example.com',
      traits: {},
      scores: { churn: 0.5 },
      refused: { traits: { at: 1 } },
    });
    expect(tell(within.profile, { traits: { plan: 'pro' } }, 2)).not.toHaveProperty('refused');
  });

  it('is kept of the latest ten', () => {
    const traits = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`t${n}`, Number.NaN]));
    expect(Object.keys(tell(emptyProfile, { traits }, 1).refused ?? {})).toHaveLength(10);
  });
});
