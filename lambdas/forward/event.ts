import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { ForwardedEvent } from '../../lib/domain/forwarded.ts';
import { fromIso } from '../../lib/domain/instant.ts';
import { type Envelope, parse, userId } from '../envelope.ts';

const announced = z.looseObject({ userId, run: z.string('must be the run that it is about') });

/** What of an announcement others are told: ids and reasons, nothing that was added since. */
const forwardedFields = ['touchId', 'run', 'journey', 'step', 'channel', 'provider', 'group', 'reason'] as const;

/** `touch.*` and `run.*` as they are forwarded: a repeated delivery, and a repeated announcement, has the same id. */
export function forwardedEvent(event: Envelope): ForwardedEvent {
  const { userId: user } = parse(announced, event.detail, event);
  const fields = Object.fromEntries(
    forwardedFields.flatMap((field) => {
      const value = event.detail[field];
      return typeof value === 'string' && value !== '' ? [[field, value]] : [];
    }),
  );
  const name = event['detail-type'];
  const { touchId, run, reason } = fields;
  const id = createHash('sha256')
    .update(JSON.stringify([name, user, touchId ?? run, reason]))
    .digest('hex');
  return { id: id.slice(0, 32), name, at: fromIso(event.time), user, fields };
}
