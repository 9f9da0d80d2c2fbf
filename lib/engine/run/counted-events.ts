import type { Tally } from '../../domain/tally.ts';

/** Events that count without changing the ledger. */
export interface CountedEvents {
  /** Counts once for an event, however often it is told. @param about with the event's id and when it occurred */
  count(
    about: { readonly user: string; readonly event: string; readonly id: string; readonly at: number },
    counts: readonly Tally[],
  ): Promise<void>;
}
