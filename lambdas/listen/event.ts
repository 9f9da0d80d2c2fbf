import { readTouchId } from '../../lib/domain/touch-id.ts';
import type { Feedback } from '../../lib/engine/listen.ts';
import { Unusable } from '../../lib/engine/signals.ts';
import { appEvent, type Envelope, parse } from '../envelope.ts';
import { touchEngaged } from '../person-events.ts';

/** `touch.engaged`: the app saw its user look at a push or an in-app message. */
export function appFeedback(event: Envelope, now: number): Feedback {
  const { touchId, kind } = parse(touchEngaged, event.detail, event);
  const { user, at, eventId } = appEvent(event, now);
  const touch = readTouchId(touchId);
  if (!touch || touch.user !== user) {
    throw new Unusable(
      `touch.engaged ${event.id}: touchId names a touch of this very user; send it back as the message gave it`,
    );
  }
  return { touch, kind, at, event: eventId };
}
