import type { Channel, Purpose } from './channel.ts';

/** At most `max` marketing touches within any `perMs` milliseconds: on one channel, or over all of them. */
export interface Cap {
  readonly max: number;
  readonly perMs: number;
  readonly channel?: Channel;
}

/** A touch that took place, or holds a slot for later. `at` in epoch milliseconds. */
export interface CountedTouch {
  readonly at: number;
  readonly channel: Channel;
  readonly purpose: Purpose;
}

export interface CapQuestion {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly caps: readonly Cap[];
  readonly touches: readonly CountedTouch[];
}

export interface CapAnswer {
  readonly allowed: boolean;
  /** First instant, not before now, at which every cap allows it if nothing else is sent; `null` when never. */
  readonly freeAt: number | null;
  /** The cap that binds longest, when not allowed. */
  readonly cap?: Cap;
}

/**
 * Rolling caps. A touch counts while `now - at < perMs`; one that lies ahead of now holds its slot already. Marketing
 * alone counts and is capped; a cap with a channel counts and binds that channel alone.
 */
export function checkCaps({ now, channel, purpose, caps, touches }: CapQuestion): CapAnswer {
  if (purpose === 'transactional') return { allowed: true, freeAt: now };
  let freeAt = now;
  let binding: Cap | undefined;
  for (const cap of caps) {
    if (cap.channel !== undefined && cap.channel !== channel) continue;
    const free = freeUnder(cap, now, touches);
    if (free === null) return { allowed: false, freeAt: null, cap };
    if (free > freeAt) {
      freeAt = free;
      binding = cap;
    }
  }
  return binding ? { allowed: false, freeAt, cap: binding } : { allowed: true, freeAt };
}

/**
 * The first instant, not before now, at which one cap allows a marketing touch; `null` when never. With nothing added the
 * count only falls, so it allows as soon as all but `max - 1` of the touches have run out.
 */
export function freeUnder({ max, perMs, channel }: Cap, now: number, touches: readonly CountedTouch[]): number | null {
  if (max <= 0) return null;
  const counts = (touch: CountedTouch) =>
    touch.purpose === 'marketing' && (channel === undefined || touch.channel === channel) && now - touch.at < perMs;
  let count = 0;
  for (const touch of touches) if (counts(touch)) count += 1;
  if (count < max) return now;
  const latestFirst = touches
    .filter(counts)
    .map(({ at }) => at)
    .sort((a, b) => b - a);
  return (latestFirst[max - 1] as number) + perMs;
}
