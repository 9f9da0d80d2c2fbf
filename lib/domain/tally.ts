import type { Channel } from './channel.ts';
import { iso } from './instant.ts';
import type { RunRef } from './journey-rules.ts';

/** What one decision adds to the counters that reports are made of. */
export interface Tally {
  readonly journey: string;
  readonly group: RunRef['group'];
  /**
   * Epoch milliseconds: which day it counts for. All that is counted of people counts for the day on which they entered,
   * so that every rate is of the same people above and below its line.
   */
  readonly at: number;
  /** Whose it is: picks the shard, is not stored. */
  readonly user: string;
  /** What the counters are about: the runs themselves, or a channel. */
  readonly of: Channel | 'runs';
  /** Counters to add to, by name; `lib/domain/tally` gives the names. */
  readonly add: Readonly<Record<string, number>>;
}

/** Counters as they are read: all that was added on one day about one thing in one group. */
export interface Counted extends Pick<Tally, 'of' | 'group' | 'add'> {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
}

/** The day of an instant, as counters name it. @param at epoch milliseconds */
export const dayOf = (at: number): string => iso(at).slice(0, 10);
