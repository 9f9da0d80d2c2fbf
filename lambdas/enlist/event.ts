import * as z from 'zod/mini';
import type { EnlistRequest } from '../../lib/engine/enlist.ts';

const cursor = z.union([z.object({ after: z.string() }), z.object({ byte: z.number(), line: z.number() })]);

const request = z.object({
  launch: z.object({
    journey: z.string(),
    id: z.string(),
    at: z.string(),
    starts: z.union([z.literal('now'), z.object({ time: z.string(), date: z.exactOptional(z.string()) })]),
    over: z.string(),
    again: z.exactOptional(z.number()),
    list: z.exactOptional(z.object({ bucket: z.string(), key: z.string() })),
  }),
  segment: z.object({
    number: z.number(),
    of: z.number(),
    cursor: z.exactOptional(cursor),
    left: z.number(),
    generation: z.number(),
    counts: z.record(z.string(), z.number()),
  }),
});

/** What the launches' state machine hands over; whoever starts it by hand may be wrong, and the execution fails. */
export const readRequest = (payload: unknown): EnlistRequest => z.parse(request, payload);
