/**
 * The answer to "may this step speak now?", and to every later "why?". Kept with the touch, word for word.
 */
export type Decision = Send | Hold | Skip;

interface Decided {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The rules asked, in order, up to and including the one that decided. */
  readonly tried: readonly Tried[];
}

export interface Send extends Decided {
  readonly verdict: 'send';
}

export interface Hold extends Decided {
  readonly verdict: 'hold';
  readonly reason: HoldReason;
  /** Epoch milliseconds, a whole second. */
  readonly until: number;
  /** Of `provider-unavailable`: when that was so for the first time, epoch milliseconds. */
  readonly since?: number;
  /** Likewise: an earlier attempt is in doubt and another was made since, so that no doubt may follow. */
  readonly doubted?: true;
}

export interface Skip extends Decided {
  readonly verdict: 'skip';
  readonly reason: SkipReason;
}

export interface Tried {
  readonly rule: RuleName;
  readonly verdict: 'pass' | 'hold' | 'skip';
  /** What the rule saw: ids, instants (ISO 8601) and numbers, never an address or a text. */
  readonly values?: Readonly<Record<string, string | number | boolean | null>>;
}

/** In the order in which they are asked. */
export const ruleNames = [
  'guard',
  'condition',
  'acquaintance',
  'pause',
  'approval',
  'reach',
  'suppression',
  'consent',
  'policy',
  'window',
  'cap',
  'wish',
  'priority',
  'holdout',
  'content',
] as const;
/**
 * Two are no rules of the order. `hour` is asked before all of them, of a step at a local time that may be woken elsewhere;
 * `best` says which channel they were asked for, where a step may choose.
 */
export type RuleName = (typeof ruleNames)[number] | 'best' | 'hour';

export type HoldReason =
  | 'awaiting-zone'
  | 'zone-changed'
  | 'awaiting-profile'
  | 'awaiting-consent'
  | 'paused'
  | 'awaiting-approval'
  | 'outside-window'
  | 'capped'
  | 'paused-by-person'
  | 'yielded'
  | 'provider-unavailable';

export type SkipReason =
  | 'satisfied'
  | 'not-engaged'
  | 'unreachable'
  | 'suppressed'
  | 'no-consent'
  | 'consent-withdrawn'
  | 'not-allowed'
  | 'never-open'
  | 'capped'
  | 'topic-off'
  | 'paused-by-person'
  | 'yielded'
  | 'holdout'
  | 'no-content';
