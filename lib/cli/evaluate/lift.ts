import * as z from 'zod/mini';
import { lift as liftOf } from '../../domain/lift.ts';
import { count, evaluation } from './line.ts';

const arm = z.strictObject({ n: count, x: count });

export const lift = evaluation(
  {
    takes: '{treatment: {n, x}, control: {n, x}}',
    gives:
      '{difference: {estimate, low, high}, ratio: {estimate, low, high}, sequential: {low, high}, verdict: "better" | "worse" | "not enough data"}',
  },
  z.strictObject({ treatment: arm, control: arm }),
  ({ treatment, control }) => liftOf(treatment, control),
);
