import * as z from 'zod/mini';
import { checkCaps } from '../../domain/cap.ts';
import { iso } from '../../domain/instant.ts';
import { channel, duration, evaluation, instant, purpose } from './line.ts';

export const cap = evaluation(
  {
    takes: '{now, channel, purpose, caps: [{max, per: "P7D", channel?}], touches: [{at, channel, purpose}]}',
    gives: '{allowed, freeAt}',
  },
  z.strictObject({
    now: instant,
    channel,
    purpose,
    caps: z.array(z.strictObject({ max: z.int().check(z.nonnegative()), per: duration, channel: z.optional(channel) })),
    touches: z.array(z.strictObject({ at: instant, channel, purpose })),
  }),
  ({ caps, ...question }) => {
    const { allowed, freeAt } = checkCaps({
      ...question,
      caps: caps.map(({ max, per, channel: only }) => ({ max, perMs: per, ...(only && { channel: only }) })),
    });
    return { allowed, freeAt: freeAt === null ? null : iso(freeAt) };
  },
);
