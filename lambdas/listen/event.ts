import * as z from 'zod/mini';
import { readTouchId } from '../../lib/domain/touch-id.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { appEvent, type Envelope, parse } from '../envelope.ts';

const kinds = ['displayed', 'opened', 'clicked', 'dismissed'] as const;
const engaged = z.object({
  touchId: z.string('must be the touchId that the message carried'),
  kind: z.enum(kinds, `must be one of ${kinds.join(', ')}`),
});

/** `touch.engaged`: the app saw its user look at a push or an in-app message. */
export function appFeedback(event: Envelope, now: number): Feedback {
  const { touchId, kind } = parse(engaged, event.detail, event);
  const { user, at, eventId } = appEvent(event, now);
  const touch = readTouchId(touchId);
  if (!touch || touch.user !== user) {
    throw new Unusable(
      `touch.engaged ${event.id}: touchId names a touch of this very user; send it back as the message gave it`,
    );
  }
  return { touch, kind, at, event: eventId };
}
