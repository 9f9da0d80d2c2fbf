import type { Channel } from './channel.ts';

/** Shares by name, in the order written. */
export type Weights = Readonly<Record<string, number>>;

/** 32-bit FNV-1a over UTF-16 code units, which is what GrowthBook's reference in JavaScript hashes. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Where a unit falls in [0, 1), in steps of 1/10000, evenly and forever: GrowthBook's hash version 2. */
export function bucket(seed: string, unit: string): number {
  return (fnv32a(String(fnv32a(seed + unit))) % 10_000) / 10_000;
}

export interface Assignment {
  readonly bucket: number;
  /** Index of the weight whose range holds the bucket; `null` when none does. */
  readonly variant: number | null;
}

/**
 * Assigns a unit to a variant. Variant i has the half-open range from the sum of the weights before it to that sum plus
 * its own weight, summed in order in doubles.
 */
export function assign(seed: string, unit: string, weights: readonly number[]): Assignment {
  const place = bucket(seed, unit);
  let start = 0;
  for (const [variant, weight] of weights.entries()) {
    const end = start + weight;
    if (place >= start && place < end) return { bucket: place, variant };
    start = end;
  }
  return { bucket: place, variant: null };
}

/** The arm of an experiment that a unit belongs to; `null` when the weights leave the unit out. */
export function pickArm(seed: string, unit: string, weights: Weights): string | null {
  const { variant } = assign(seed, unit, Object.values(weights));
  return variant === null ? null : (Object.keys(weights)[variant] ?? null);
}

/** Salts are permanent: another salt is another assignment of everybody. */
export const controlSalt = (journey: string): string => `control:${journey}`;
export const experimentSalt = (journey: string, name: string): string => `experiment:${journey}:${name}`;
export const holdoutSalt = (of: 'global' | Channel): string => `holdout:${of}`;
