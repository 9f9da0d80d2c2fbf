import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { experimentSalt, pickArm } from '../../lib/domain/assign.ts';
import { armsOf, thompsonShares, uniformExperiment } from '../../lib/domain/bandit.ts';

const people = Array.from({ length: 20_000 }, (_, n) => `user-${n}`);
const experiments = { offer: { big: 0.5, small: 0.5 } };
const rules = { name: 'sale', experiments, bandits: { offer: { floor: 0.05, uniform: 0.2 } } };
const learned = { offer: { small: 0.9, big: 0.1 } };
const uniform = uniformExperiment('offer');
const share = (of: readonly Record<string, string>[], experiment: string, arm: string) =>
  of.filter((arms) => arms[experiment] === arm).length / of.length;

describe('a bandit', () => {
  const arms = people.map((user) => armsOf(rules, user, learned));
  const inSlice = arms.filter((each) => uniform in each);
  const moved = arms.filter((each) => !(uniform in each));

  it('moves people by what was learned, and those of the uniform slice by the written shares', () => {
    expect(inSlice.length / arms.length).toBeCloseTo(0.2, 2);
    expect(share(inSlice, uniform, 'big')).toBeCloseTo(0.5, 1);
    expect(inSlice.every((each) => each[uniform] === each.offer)).toBe(true);
    expect(share(moved, 'offer', 'big')).toBeCloseTo(0.1, 1);
  });

  it('assigns the uniform slice as if there were no bandit, whatever is learned', () => {
    const plain = people.map((user) => pickArm(experimentSalt('sale', 'offer'), user, experiments.offer));
    for (const [at, each] of arms.entries()) if (uniform in each) expect(each.offer).toBe(plain[at]);
    const without = people.map((user) => armsOf({ name: 'sale', experiments }, user, undefined).offer);
    expect(without).toEqual(plain);
  });

  it.each([[undefined], [{}], [{ offer: { small: 1 } }], [{ offer: { small: 0.5, large: 0.5 } }]])(
    'goes by the written shares when what was learned is %j',
    (other) => {
      const offers = people.map((user) => armsOf(rules, user, other).offer);
      expect(offers).toEqual(people.map((user) => armsOf({ name: 'sale', experiments }, user, undefined).offer));
    },
  );

  it('gives each arm its chance of being best, and none less than the floor', () => {
    // One of three never converted and two are alike.
    const shares = thompsonShares(
      { a: { n: 1000, converted: 100 }, b: { n: 1000, converted: 100 }, c: { n: 1000, converted: 0 } },
      0.1,
    );
    expect(shares.a).toBeCloseTo(0.45, 6);
    expect(shares.b).toBeCloseTo(0.45, 6);
    expect(shares.c).toBeCloseTo(0.1, 6);
  });

  it('always shares out everybody, each arm its floor', () => {
    const anyArm = fc.nat(5000).chain((n) => fc.record({ n: fc.constant(n), converted: fc.nat(n) }));
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), anyArm, { minKeys: 2, maxKeys: 6 }), (arms) => {
        const shares = Object.values(thompsonShares(arms, 0.05));
        expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
        for (const each of shares) expect(each).toBeGreaterThanOrEqual(0.05 - 1e-12);
      }),
    );
  });

  it('finds the better arm, and costs less than splitting evenly', () => {
    // Thirty days of a hundred people, three rates, by the very shares that each day before taught.
    const rates = { a: 0.05, b: 0.1, c: 0.06 };
    let draw = 0;
    const random = () => Math.abs(Math.sin(++draw * 12.9898) * 43_758.5453) % 1;
    const counts = Object.fromEntries(Object.keys(rates).map((arm) => [arm, { n: 0, converted: 0 }]));
    for (let day = 0; day < 30; day++) {
      const shares = thompsonShares(counts, 0.05);
      for (const [arm, rate] of Object.entries(rates)) {
        const count = counts[arm] as { n: number; converted: number };
        const people = Math.round(100 * (shares[arm] ?? 0));
        count.n += people;
        for (let person = 0; person < people; person++) if (random() < rate) count.converted += 1;
      }
    }
    expect(thompsonShares(counts, 0.05).b).toBeGreaterThan(0.6);
    expect(counts.b?.n).toBeGreaterThan((counts.a?.n ?? 0) + (counts.c?.n ?? 0));
  });
});
