import { describe, expect, it } from 'vitest';
import { violationIn } from '../../lib/simulation/fuzz/words.ts';
import { violationsOf } from '../../lib/simulation/invariants/all.ts';
import { runScenario, type Scenario } from '../../lib/simulation/scenario/scenario.ts';
import corpus from './corpus.json' with { type: 'json' };
import { known } from './known.ts';

/** Every scenario that ever broke something, shortened: what it broke must hold for good. */
describe('what once was broken', () => {
  it.each(corpus as unknown as readonly { name: string; shows: string; scenario: Scenario }[])(
    'holds: $name',
    async ({ scenario }) => {
      const violations = violationsOf(await runScenario(scenario));
      const unknown = violations.filter(({ invariant }) => !known.includes(invariant));
      expect(unknown.map(violationIn)).toEqual([]);
    },
  );
});
