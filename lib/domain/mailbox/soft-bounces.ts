import { dayMs } from '../duration.ts';

/** When an address that keeps turning messages away is written to no more. */
export interface SoftBounceRule {
  /** So many soft bounces in a row. */
  readonly max: number;
  /** Within this time, in milliseconds. */
  readonly withinMs: number;
}

export const defaultSoftBounces: SoftBounceRule = { max: 5, withinMs: 14 * dayMs };

/** A message that was turned away. */
export interface SoftBounce {
  /** The touch's digest, which names nobody: however often one message is turned away, it counts once. */
  readonly touch: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * The soft bounces in a row after one more: each message once, oldest first, within the rule's time, and none from before
 * the last delivery.
 *
 * @param deliveredAt when a message was last delivered there, epoch milliseconds, where that is known
 */
export function softBouncesWith(
  before: readonly SoftBounce[],
  bounce: SoftBounce,
  { withinMs }: Pick<SoftBounceRule, 'withinMs'>,
  deliveredAt = Number.NEGATIVE_INFINITY,
): readonly SoftBounce[] {
  const all = before.some(({ touch }) => touch === bounce.touch) ? before : [...before, bounce];
  const latest = Math.max(...all.map(({ at }) => at));
  return all
    .filter(({ at }) => at > deliveredAt && latest - at <= withinMs)
    .toSorted((one, other) => one.at - other.at);
}
