import type { Channel } from '../channel.ts';
import { type Fault, faults } from '../delivery.ts';
import type { TouchRef } from '../touch-id.ts';

/** Why no provider took a message, in the end. Bounded: values of a metric's dimension. */
export const wants = ['throttled', 'down', ...faults] as const;
export type Want = (typeof wants)[number];

/** The reason of a record or an announcement whose provider was misconfigured: `misconfigured: sender`. */
export const misconfigured = (fault: Fault): string => `misconfigured: ${fault}`;

/**
 * @param reason of a touch that failed
 * @returns what was wanting, when it failed for want of a provider; `null` for every other failure
 */
export function wantIn(reason: string | undefined): Want | null {
  const said = reason?.startsWith('misconfigured: ') ? reason.slice('misconfigured: '.length) : reason;
  return wants.find((want) => want === said) ?? null;
}

/** A touch that no provider took for as long as the patience lasted. Ids only. */
export interface GivenUpTouch {
  readonly touch: TouchRef;
  /** When it was given up, as its record says, epoch milliseconds. */
  readonly at: number;
  readonly journey: string;
  readonly channel: Channel;
  /** Whose answer stood for all. */
  readonly provider: string;
  readonly reason: Want;
}
