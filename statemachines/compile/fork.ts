import type { Fork, Successor } from '../../lib/domain/journey-rules.ts';
import { endBranch, overState, splitState, untilState } from './names.ts';
import type { Exit, State } from './touch-states.ts';

/** Choices made so far, by the fork they are for: what several steps lead to is one state. */
export type Choices = Map<Fork, { readonly name: string; readonly state: State }>;

/** The steps a successor may lead to, in the order written; `end` where nothing follows. */
export function leavesOf(successor: Successor): Set<string> {
  if (successor === null) return new Set([endBranch]);
  if (!('split' in successor)) return new Set([successor.step]);
  return new Set([...Object.values(successor.branches), successor.otherwise].flatMap((next) => [...leavesOf(next)]));
}

/**
 * Where a step leads. Only a fork into different steps needs a Choice, and only one, however deep it nests: touch has
 * already worked out which step is next.
 */
export function exitTo(successor: Successor, choices: Choices): Exit {
  const leaves = [...leavesOf(successor)];
  const [only = endBranch] = leaves;
  if (leaves.length === 1) return only === endBranch ? { End: true } : { Next: untilState(only) };
  // More than one leaf is always a fork.
  const fork = successor as Fork;
  const choice = choices.get(fork) ?? {
    name: splitState(fork, new Set([...choices.values()].map(({ name }) => name))),
    state: choiceOf(leaves),
  };
  choices.set(fork, choice);
  return { Next: choice.name };
}

function choiceOf(leaves: readonly string[]): State {
  return {
    Type: 'Choice',
    Choices: leaves
      .filter((leaf) => leaf !== endBranch)
      .map((leaf) => ({ Variable: '$.touch.branch', StringEquals: leaf, Next: untilState(leaf) })),
    Default: overState,
  };
}
