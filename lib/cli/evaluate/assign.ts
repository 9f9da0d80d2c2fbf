import * as z from 'zod/mini';
import { assign as assignUnit } from '../../domain/assign.ts';
import { evaluation } from './line.ts';

export const assign = evaluation(
  { takes: '{seed, unit, weights: [0.5, …]}', gives: '{bucket, variant}' },
  z.strictObject({ seed: z.string(), unit: z.string(), weights: z.array(z.number().check(z.nonnegative())) }),
  ({ seed, unit, weights }) => assignUnit(seed, unit, weights),
);
