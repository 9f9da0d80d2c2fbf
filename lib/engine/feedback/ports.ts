import type { Channel } from '../../domain/channel.ts';
import type { FunnelLevel } from '../../domain/tally/touches.ts';
import type { TouchRef } from '../../domain/touch-id.ts';
import type { FeedbackKind, TouchRecord, TouchSubject } from '../../domain/touch-record.ts';

/** Feedback of a kind that a record, as it was read, does not have. */
export interface NewFeedback {
  readonly kind: FeedbackKind;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Why, kept beside the kind. */
  readonly reason?: string | undefined;
  readonly before: TouchRecord | null;
  /** What a record that is not there yet is to say of itself; it must exist where this is `null`. */
  readonly about: TouchSubject | null;
}

/** Levels that a run's messages on a channel reached for the first time. */
export interface Reached {
  readonly channel: Channel;
  readonly levels: readonly FunnelLevel[];
}

export interface Reaches {
  /** How far a run's messages on a channel reached. */
  read(run: Pick<TouchRef, 'user' | 'run'>, channel: Channel): Promise<ReadonlySet<FunnelLevel>>;
}
