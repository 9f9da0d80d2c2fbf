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

/** The pause that a touch waits for: of those that concern it, the one that began first. */
export function pauseOf(pauses: Pauses, journey: string, channel: Channel): (Pause & { of: string }) | null {
  const all = pauses.all && { ...pauses.all, of: 'all' };
  const ofChannel = pauses.channels[channel] && { ...pauses.channels[channel], of: channel };
  const ofJourney = Object.hasOwn(pauses.journeys, journey) ? pauses.journeys[journey] : undefined;
  return [all, ofChannel, ofJourney && { ...ofJourney, of: journey }].reduce<(Pause & { of: string }) | null>(
    (first, each) => (each && (!first || each.since < first.since) ? each : first),
    null,
  );
}

/**
 * When a paused touch asks again: after half as long as the pause has lasted, so that whoever waits a day is woken some
 * dozen times and not every few minutes.
 *
 * @returns epoch milliseconds, a whole second
 */
export function askAgainAt({ since }: Pick<Pause, 'since'>, now: number): number {
  return wholeSecond(now + Math.max(shortestMs, (now - since) / 2));
}
