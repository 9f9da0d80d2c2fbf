import * as z from 'zod/mini';
import { attribute, attributionModels } from '../../domain/attribution.ts';
import { count, duration, evaluation } from './line.ts';

export const attribution = evaluation(
  {
    takes: `{model: ${attributionModels.map((model) => JSON.stringify(model)).join(' | ')}, paths: [{path: ["email", …], ages?: [days, …], conversions, nulls}], halfLife?: "P7D"}`,
    gives: '{credits: {channel: number}, removalEffects?: {channel: number}}',
  },
  z.strictObject({
    model: z.enum(attributionModels),
    paths: z.array(
      z.strictObject({
        path: z.array(z.string()),
        ages: z.exactOptional(z.array(z.number())),
        conversions: count,
        nulls: count,
      }),
    ),
    halfLife: z.optional(duration),
  }),
  ({ model, paths, halfLife }) => attribute({ model, paths, ...(halfLife !== undefined && { halfLifeMs: halfLife }) }),
);
