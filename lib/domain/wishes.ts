import type { Cap } from './cap.ts';
import { dayMs } from './duration.ts';

/** What a person asked for beside yes and no: less, not now, not about this. It concerns marketing alone. */
export interface Wishes {
  /** Epoch milliseconds. */
  readonly pausedUntil?: number;
  readonly frequency?: Frequency;
  /** Names of the program's topics. */
  readonly topicsOff?: readonly string[];
}

export const frequencies = ['weekly'] as const;
export type Frequency = (typeof frequencies)[number];

/** What a frequency allows, over all channels. */
export const frequencyCaps: Readonly<Record<Frequency, Cap>> = { weekly: { max: 1, perMs: 7 * dayMs } };

/** How long somebody pauses who asks for a pause. */
export const pauseMs = 30 * dayMs;

/** A journey that waits for slots waits this long for a person who paused, and no longer. */
export const longestPauseWaitedMs = 30 * dayMs;
