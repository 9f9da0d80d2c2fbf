import type { Channel } from './channel.ts';
import { wholeSecond } from './instant.ts';

/** Somebody stopped what speaks, for a while: everything, some channels, some journeys. */
export interface Pauses {
  readonly all?: Pause;
  readonly channels: Readonly<Partial<Record<Channel, Pause>>>;
  readonly journeys: Readonly<Record<string, Pause>>;
}

export interface Pause {
  /** Epoch milliseconds. */
  readonly since: number;
  readonly reason?: string;
  readonly by?: string;
}

/** What is paused: `all`, a channel, or a journey. */
export type PauseScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'journey'; readonly journey: string };

export const noPauses: Pauses = { channels: {}, journeys: {} };

const shortestMs = 5 * 60_000;

type Found = (Pause & { of: string }) | null;

/** The pause that a touch waits for: of those that concern it, the one that began first. */
export function pauseOf(pauses: Pauses, journey: string, channel: Channel): Found {
  const ofChannel = pauses.channels[channel];
  return earlier(pauseOfJourney(pauses, journey), ofChannel ? { ...ofChannel, of: channel } : null);
}

/** The pause that a launch waits for, whatever channels its journey has. */
export function pauseOfJourney({ all, journeys }: Pauses, journey: string): Found {
  const own = Object.hasOwn(journeys, journey) ? journeys[journey] : undefined;
  return earlier(all ? { ...all, of: 'all' } : null, own ? { ...own, of: journey } : null);
}

const earlier = (one: Found, other: Found): Found =>
  one && other ? (other.since < one.since ? other : one) : (one ?? other);

/**
 * When a paused touch asks again: after half as long as the pause has lasted, so that whoever waits a day is woken some
 * dozen times and not every few minutes.
 *
 * @returns epoch milliseconds, a whole second
 */
export function askAgainAt({ since }: Pick<Pause, 'since'>, now: number): number {
  return wholeSecond(now + Math.max(shortestMs, (now - since) / 2));
}
