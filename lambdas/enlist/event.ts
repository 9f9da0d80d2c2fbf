import { createHash } from 'node:crypto';
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
  /** ARN; executions that began under an earlier release do not say theirs. */
  execution: z.exactOptional(z.string()),
});

/**
 * What the launches' state machine hands over; whoever starts it by hand may be wrong, and the execution fails.
 *
 * @returns `page` too: a name for this page of this execution, the same whenever the state machine tries it again, so that
 *   it finds whom it entered before it died
 */
export function readRequest(payload: unknown): EnlistRequest & { readonly page?: string } {
  const { execution, ...asked } = z.parse(request, payload);
  if (execution === undefined) return asked;
  const { number, generation, left } = asked.segment;
  const name = [execution, number, generation, left].join(' ');
  return { ...asked, page: createHash('sha256').update(name).digest('base64url').slice(0, 22) };
}
