import * as z from 'zod/mini';
import { rfm as scores } from '../../domain/rfm.ts';
import { evaluation } from './line.ts';

const edges = z.array(z.number());

export const rfm = evaluation(
  {
    takes: '{edges: {recency: [4 edges], frequency: [4 edges], monetary: [4 edges]}, recency, frequency, monetary}',
    gives: '{r, f, m, segment}',
  },
  z.strictObject({
    edges: z.strictObject({ recency: edges, frequency: edges, monetary: edges }),
    recency: z.number(),
    frequency: z.number(),
    monetary: z.number(),
  }),
  (customer) => scores(customer),
);
