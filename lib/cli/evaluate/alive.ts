import * as z from 'zod/mini';
import { aliveModels, alive as isAlive } from '../../domain/alive.ts';
import { count, evaluation } from './line.ts';

export const alive = evaluation(
  { takes: '{model: "bg-nbd" | "mbg-nbd", params: {r, alpha, a, b}, x, tx, T, t?}', gives: '{alive, expected?}' },
  z.strictObject({
    model: z.enum(aliveModels),
    params: z.strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }),
    x: count,
    tx: z.number(),
    T: z.number(),
    t: z.exactOptional(z.number()),
  }),
  (customer) => isAlive(customer),
);
