import { expect, it } from 'vitest';
import { violationIn } from '../../lib/simulation/fuzz/words.ts';
import { invariants, violationsOf } from '../../lib/simulation/invariants/all.ts';
import { sights, sightsOf } from '../../lib/simulation/invariants/sights.ts';
import { runSeed } from '../../lib/simulation/scenario/scenario.ts';
import { known } from './known.ts';

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

it('breaks nothing but what is known, whatever goes wrong, and comes to every rare state', async () => {
  const broken: string[] = [];
  const seen = new Set<string>();
  for (const seed of seeds) {
    const run = await runSeed(seed);
    for (const sight of sightsOf(run)) seen.add(sight);
    for (const violation of violationsOf(run)) {
      if (!known.includes(violation.invariant)) broken.push(`seed ${seed}: ${violationIn(violation)}`);
    }
  }
  expect(broken).toEqual([]);
  expect(sights.filter((sight) => !seen.has(sight))).toEqual([]);
});

it('breaks nothing at all where no doubt is possible and nobody is erased', async () => {
  for (const seed of seeds.slice(0, 25)) {
    const run = await runSeed(seed, { doubt: true, erasures: true });
    expect(violationsOf(run).map(violationIn), `seed ${seed}`).toEqual([]);
  }
});

it('knows no class that nothing finds', () => {
  const found = invariants.flatMap(({ finds }) => finds);
  expect(known.filter((name) => !found.includes(name))).toEqual([]);
  expect(new Set(found).size).toBe(found.length);
});
