import type { Channel } from './channel.ts';
import type { RunRef } from './journey-rules.ts';

/** What one decision adds to the counters that reports are made of. */
export interface Tally {
  readonly journey: string;
  readonly group: RunRef['group'];
  /** Epoch milliseconds: which day it counts for. */
  readonly at: number;
  /** Whose it is: picks the shard, is not stored. */
  readonly user: string;
  /** What the counters are about: a channel, the runs themselves, or paths. */
  readonly of: Channel | 'runs' | 'paths';
  /** Counters to add to, by name. */
  readonly add: Readonly<Record<string, number>>;
}
