import type { Run } from '../scenario/scenario.ts';
import { answers } from './answers.ts';
import { canary } from './canary.ts';
import { caps } from './caps.ts';
import { control } from './control.ts';
import { counts } from './counts.ts';
import { doubt } from './doubt.ts';
import { entries } from './entries.ts';
import { erasure } from './erasure.ts';
import { evidence } from './evidence.ts';
import { goals } from './goals.ts';
import { History, type Invariant, type Violation } from './history.ts';
import { optOuts } from './opt-outs.ts';
import { progress } from './progress.ts';
import { slots } from './slots.ts';
import { twice } from './twice.ts';
import { windows } from './windows.ts';

export const invariants: readonly Invariant[] = [
  twice,
  caps,
  windows,
  control,
  optOuts,
  goals,
  entries,
  slots,
  doubt,
  progress,
  erasure,
  counts,
  evidence,
  answers,
  canary,
];

/** Everything that a run broke. */
export function violationsOf(run: Run): Violation[] {
  const history = new History(run);
  return invariants.flatMap(({ check }) => [...check(history)]);
}
