import { parentPort } from 'node:worker_threads';
import { violationsOf } from '../invariants/all.ts';
import type { Violation } from '../invariants/history.ts';
import { sightsOf } from '../invariants/sights.ts';
import { runSeed, type Scenario } from '../scenario/scenario.ts';
import { shrink } from './shrink.ts';

/** What a worker is asked. */
export type Question =
  | { readonly ask: 'seeds'; readonly from: number; readonly to: number }
  | { readonly ask: 'shrink'; readonly scenario: Scenario; readonly invariant: string };

/** One seed that broke something. */
export interface Broken {
  readonly seed: number;
  /** What was drawn for it, in words. */
  readonly options: string;
  readonly violations: readonly Violation[];
  readonly scenario: Scenario;
}

export type Answer =
  | {
      readonly ask: 'seeds';
      readonly seeds: number;
      readonly broken: readonly Broken[];
      readonly sights: ReadonlyMap<string, number>;
    }
  | { readonly ask: 'shrink'; readonly scenario: Scenario; readonly invariant: string };

async function answer(question: Question): Promise<Answer> {
  if (question.ask === 'shrink') {
    const { scenario, invariant } = question;
    return { ask: 'shrink', invariant, scenario: await shrink(scenario, invariant) };
  }
  const broken: Broken[] = [];
  const sights = new Map<string, number>();
  for (let seed = question.from; seed < question.to; seed += 1) {
    const run = await runSeed(seed);
    for (const sight of sightsOf(run)) sights.set(sight, (sights.get(sight) ?? 0) + 1);
    const violations = violationsOf(run);
    if (violations.length === 0) continue;
    const { calm, kinds, rate } = run.options;
    const options = `${calm ? 'calm, ' : ''}${kinds.length === 0 ? 'no faults' : `${kinds.join(' ')} at ${rate}`}, slowness ${run.scenario.slowness}`;
    broken.push({ seed, options, violations, scenario: run.scenario });
  }
  return { ask: 'seeds', seeds: question.to - question.from, broken, sights };
}

parentPort?.on('message', async (question: Question) => {
  parentPort?.postMessage(await answer(question));
});
