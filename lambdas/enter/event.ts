import * as z from 'zod/mini';

/** What a journey's rule delivers: which journey, and the event as its target's transformer arranged it. */
export const entry = z.object({
  journey: z.string(),
  event: z.object({
    id: z.string(),
    time: z.string(),
    source: z.string(),
    detailType: z.string(),
    detail: z.unknown(),
  }),
});
export type Entry = z.infer<typeof entry>;

/** The envelope that EventBridge would have delivered without the transformer. */
export const envelopeOf = ({ event: { detailType, ...event } }: Entry) => ({ ...event, 'detail-type': detailType });
