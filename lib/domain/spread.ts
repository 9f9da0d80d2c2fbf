import { fnv32a } from './assign.ts';

/**
 * Moves an instant forward by a share of `overMs` that depends on the unit alone, so that a crowd that would wake at
 * one instant does not.
 *
 * @param at epoch milliseconds
 * @param overMs milliseconds
 * @returns `at` plus whole seconds, less than `overMs`
 */
export function spread(unit: string, at: number, overMs: number): number {
  const seconds = Math.ceil(overMs / 1000);
  if (seconds <= 1) return at;
  return at + (fnv32a(String(fnv32a(`spread:${unit}`))) % seconds) * 1000;
}
