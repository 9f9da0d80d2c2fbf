import type { AnyRung, AnySend, AnySplit, AnyStep, AnyVoice } from '../../any-journey.ts';
import { voicesOf } from '../voices.ts';

/** Every message of the steps on every channel it may take, with the rungs before it when it is one of a ladder. */
export function* sendsOf(steps: readonly AnyStep[]): Generator<{ send: AnyVoice; before: readonly AnyVoice[] }> {
  for (const { send, before } of writtenSendsOf(steps)) {
    for (const voice of voicesOf(send)) yield { send: voice, before: before.flatMap(voicesOf) };
  }
}

/** Every send, in the order written. */
export function* writtenSendsOf(
  steps: readonly AnyStep[],
): Generator<{ send: AnySend | AnyRung; before: readonly (AnySend | AnyRung)[] }> {
  for (const step of steps) {
    if ('split' in step) {
      for (const branch of branchesOf(step)) yield* writtenSendsOf(branch);
    } else if ('fallback' in step) {
      for (const [at, send] of step.fallback.entries()) yield { send, before: step.fallback.slice(0, at) };
    } else {
      yield { send: step, before: [] };
    }
  }
}

/** Every split, with those it lies in, the outermost first. */
export function* splitsOf(
  steps: readonly AnyStep[],
  within: readonly AnySplit[] = [],
): Generator<{ split: AnySplit; within: readonly AnySplit[] }> {
  for (const step of steps) {
    if (!('split' in step)) continue;
    yield { split: step, within };
    for (const branch of branchesOf(step)) yield* splitsOf(branch, [...within, step]);
  }
}

export const branchesOf = ({ branches, otherwise }: AnySplit): (readonly AnyStep[])[] => [
  ...Object.values(branches),
  ...(otherwise ? [otherwise] : []),
];
