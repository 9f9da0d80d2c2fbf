import type { GivenUpTouch } from '../../domain/delivery/given-up.ts';
import type { Tally } from '../../domain/tally.ts';
import type { TouchRef } from '../../domain/touch-id.ts';
import type { SettledTouch } from '../../domain/touch-record.ts';

/** Touches that were given up for want of a provider, so that somebody may have them sent again. */
export interface GivenUp {
  /** Lists one; noting the same again changes nothing. */
  note(givenUp: GivenUpTouch): Promise<void>;
  /** Takes one off the list. @param at when it was given up */
  close(touch: TouchRef, at: number): Promise<void>;
  /**
   * Claims a touch whose record says `failed`, which then says `unknown`: whoever dies after this leaves a doubt, and
   * nobody sends it again.
   *
   * @returns false when its record says anything else, or somebody else claimed it
   */
  claim(touch: TouchRef, invocation: string): Promise<boolean>;
  /** Writes what came of this invocation's claim over what the record said, with what it counts. */
  settle(touch: TouchRef, invocation: string, settled: SettledTouch, counts: readonly Tally[]): Promise<void>;
}
