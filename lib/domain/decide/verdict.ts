import type { HoldReason, SkipReason, Tried } from '../decision.ts';
import { wholeSecond } from '../instant.ts';
import type { StepRules } from '../journey-rules.ts';
import type { InForce } from '../policies/in-force.ts';
import { nextOpen } from '../window.ts';
import type { Question } from './question.ts';

/** What one rule says of a touch. */
export type Verdict =
  | { readonly verdict: 'pass'; readonly values?: Tried['values'] }
  | { readonly verdict: 'hold'; readonly reason: HoldReason; readonly until: number; readonly values?: Tried['values'] }
  | { readonly verdict: 'skip'; readonly reason: SkipReason; readonly values?: Tried['values'] };

/**
 * One rule of the order. It answers `null` when it has nothing to say of this touch, and then leaves no trace.
 *
 * @param law the rows that hold where the person may be, for this channel and purpose
 */
export type Rule = (question: Question, step: StepRules, law: InForce) => Verdict | null;

export const pass = (values?: Tried['values']): Verdict => (values ? { verdict: 'pass', values } : { verdict: 'pass' });

export const skip = (reason: SkipReason, values?: Tried['values']): Verdict =>
  values ? { verdict: 'skip', reason, values } : { verdict: 'skip', reason };

/** @param until epoch milliseconds; rounded up to a whole second */
export const hold = (reason: HoldReason, until: number, values?: Tried['values']): Verdict => ({
  verdict: 'hold',
  reason,
  until: wholeSecond(until),
  ...(values && { values }),
});

/** The first instant, not before `at`, at which a window lets this touch speak; `at` itself when none ever will. */
export function whenOpen({ windows }: InForce, at: number): number {
  return windows.opening ? (nextOpen(windows.clocks, at, windows.opening) ?? at) : at;
}

/**
 * What a journey wants when there is no room for a touch: pass it over, or wait for room.
 *
 * @param until when there may be room, epoch milliseconds; `null` when never
 */
export function skipOrWait(
  { journey }: Question,
  law: InForce,
  reason: HoldReason & SkipReason,
  until: number | null,
  values: Tried['values'],
): Verdict {
  if (journey.whenCapped !== 'wait' || until === null) return skip(reason, values);
  return hold(reason, whenOpen(law, until), values);
}
