import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Scenario } from '../scenario/scenario.ts';
import type { Answer, Broken, Question } from './worker.ts';

export interface Fuzzed {
  readonly seeds: number;
  readonly broken: readonly Broken[];
  /** In how many runs each thing worth seeing was seen. */
  readonly sights: ReadonlyMap<string, number>;
}

const batch = 10;

/** Runs seeds on all cores. @param heard told of each seed that broke something, as it is found */
export async function fuzz(first: number, count: number, heard: (broken: Broken) => void): Promise<Fuzzed> {
  const broken: Broken[] = [];
  const sights = new Map<string, number>();
  let next = first;
  const end = first + count;
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), Math.ceil(count / batch)) }, async () => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url));
      try {
        while (next < end) {
          const from = next;
          next = Math.min(end, from + batch);
          const answer = await ask(worker, { ask: 'seeds', from, to: next });
          if (answer.ask !== 'seeds') continue;
          for (const [sight, times] of answer.sights) sights.set(sight, (sights.get(sight) ?? 0) + times);
          for (const each of answer.broken) {
            broken.push(each);
            heard(each);
          }
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  broken.sort((one, other) => one.seed - other.seed);
  return { seeds: count, broken, sights };
}

/** Shortens scenarios on all cores, each for one class of violation. */
export async function shrinkAll(
  wanted: readonly { readonly scenario: Scenario; readonly invariant: string }[],
): Promise<readonly Scenario[]> {
  const found: Scenario[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), wanted.length) }, async () => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url));
      try {
        for (let at = next++; at < wanted.length; at = next++) {
          const question = wanted[at];
          const answer = question && (await ask(worker, { ask: 'shrink', ...question }));
          if (answer?.ask === 'shrink') found[at] = answer.scenario;
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  return found;
}

function ask(worker: Worker, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) => reject(error instanceof Error ? error : new Error(String(error)));
    worker.once('error', failed);
    worker.once('message', (answer: Answer) => {
      worker.off('error', failed);
      resolve(answer);
    });
    worker.postMessage(question);
  });
}

/** The commit that is checked out: a seed means something for one commit only. */
export function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}
