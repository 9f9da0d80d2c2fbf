import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { violationIn } from '../../lib/simulation/fuzz/words.ts';
import { violationsOf } from '../../lib/simulation/invariants/all.ts';
import { runScenario, type Scenario } from '../../lib/simulation/scenario/scenario.ts';
import { known } from './known.ts';

const corpus = JSON.parse(readFileSync(join(import.meta.dirname, 'corpus.json'), 'utf8')) as readonly {
  readonly name: string;
  readonly shows: string;
  readonly scenario: Scenario;
}[];

/** Every scenario that ever broke something, shortened: what it broke must hold for good. */
describe('what once was broken', () => {
  it.each(corpus)('holds: $name', async ({ scenario }) => {
    const violations = violationsOf(await runScenario(scenario));
    const unknown = violations.filter(({ invariant }) => !known.includes(invariant));
    expect(unknown.map(violationIn)).toEqual([]);
  });
});
