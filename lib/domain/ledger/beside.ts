import type { Hold } from '../decision.ts';
import type { Tally } from '../tally.ts';
import type { TouchRef } from '../touch-id.ts';
import type { SettledTouch, TouchSubject } from '../touch-record.ts';

/** A touch that may not speak yet, and the decision that says so. */
export type HeldTouch = TouchSubject & { readonly decision: Hold };

/** What is written together with a ledger, in one transaction: all of it is there afterwards, or nothing is. */
export interface Beside {
  readonly counts?: readonly Tally[];
  /** The outcome of a touch; when one is there already, nothing is written. */
  readonly settled?: { readonly touch: TouchRef; readonly outcome: SettledTouch };
  readonly held?: { readonly touch: TouchRef; readonly hold: HeldTouch };
}
