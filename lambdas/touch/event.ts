import * as z from 'zod/mini';
import { channels } from '../../lib/domain/channel.ts';
import { guards, type Successor, type TouchRequest } from '../../lib/domain/journey-rules.ts';

const request = z.object({
  run: z.object({
    id: z.string(),
    user: z.string(),
    journey: z.string(),
    group: z.enum(['treatment', 'control']),
    at: z.string(),
  }),
  step: z.string(),
  channel: z.enum(channels),
  unless: z.optional(z.enum(guards)),
  ladder: z.optional(z.array(z.string())),
  // Compiled by us and pinned into the machine: its shape is checked where it is made.
  then: z.custom<Successor>((value) => value === null || typeof value === 'object'),
});

/** What a state machine hands over. A payload that does not parse is a bug, and shows as a failed execution. */
export const readRequest = (payload: unknown): TouchRequest => {
  const { unless, ladder, ...rest } = z.parse(request, payload);
  return { ...rest, ...(unless && { unless }), ...(ladder && { ladder }) };
};
