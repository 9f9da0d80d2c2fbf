import * as z from 'zod/mini';
import { checkRatio } from '../../domain/srm.ts';
import { count, evaluation } from './line.ts';

export const srm = evaluation(
  { takes: '{counts: [1000, …], weights: [0.5, …]}', gives: '{p, unexpected?}' },
  z.strictObject({ counts: z.array(count), weights: z.array(z.number().check(z.nonnegative())) }),
  ({ counts, weights }) => checkRatio(counts, weights),
);
