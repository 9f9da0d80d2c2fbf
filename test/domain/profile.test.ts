import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeProfile, emptyProfile, type ProfileChange } from '../../lib/domain/profile.ts';

const change = fc.record(
  {
    email: fc.constantFrom('a@example.com', 'b@example.com', null),
    country: fc.constantFrom('DE', 'US', null),
    traits: fc.dictionary(fc.constantFrom('plan', 'name'), fc.constantFrom('x', 'y', null)),
  },
  { requiredKeys: [] },
);

describe('changeProfile', () => {
  it('ends the same in whatever order the changes arrive', () => {
    const news = fc.uniqueArray(fc.record({ change, at: fc.integer({ min: 1, max: 1000 }) }), {
      selector: ({ at }) => at,
    });
    const orders = news.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    const told = (all: readonly { change: ProfileChange; at: number }[]) =>
      all.reduce((profile, { change, at }) => changeProfile(profile, change, at), emptyProfile);
    fc.assert(
      fc.property(orders, ([one, other]) => {
        expect(told(other)).toEqual(told(one));
      }),
    );
  });

  it('removes all traits by null, save those told since', () => {
    const before = changeProfile(emptyProfile, { traits: { plan: 'pro' } }, 1);
    const later = changeProfile(before, { traits: { name: 'Ada' } }, 3);
    expect(changeProfile(later, { traits: null }, 2).traits).toEqual({ name: 'Ada' });
  });

  it('changes only what is named, and null removes', () => {
    const before = changeProfile(emptyProfile, { email: 'a@example.com', traits: { plan: 'pro', name: 'Ada' } }, 1);
    const after = changeProfile(before, { email: null, traits: { plan: null } }, 2);
    expect(after).toMatchObject({ traits: { name: 'Ada' } });
    expect(after).not.toHaveProperty('email');
    expect(after.traits).not.toHaveProperty('plan');
  });

  it('adds devices beside those that are known, save to a list that was told since', () => {
    const token = (name: string) => ({ platform: 'fcm', token: name }) as const;
    const before = changeProfile(emptyProfile, { push: [token('a')] }, 2);
    const added = changeProfile(before, { addPush: [token('a'), token('b')] }, 3);
    expect(added.push).toEqual([token('a'), token('b')]);
    expect(changeProfile(before, { addPush: [token('b')] }, 1).push).toEqual([token('a')]);
    const many = Array.from({ length: 25 }, (_, n) => token(`t${n}`));
    expect(many.reduce((all, one) => changeProfile(all, { addPush: [one] }, 3), before).push).toHaveLength(20);
  });
});
