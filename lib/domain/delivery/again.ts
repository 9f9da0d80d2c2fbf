import type { Ledger, LedgerTouch } from '../ledger.ts';

/** The ledger with a slot in the caps for a touch that is sent once its run may have gone on: the run stays as it is. */
export const withSlot = (ledger: Ledger, slot: LedgerTouch): Ledger => ({
  ...ledger,
  touches: [...ledger.touches, slot],
});

/** The ledger without that slot, after a provider proved that it accepted nothing. Ledgers keep times to the second. */
export function withoutSlot(ledger: Ledger, { at, channel, journey }: LedgerTouch): Ledger {
  const second = (time: number) => Math.floor(time / 1000);
  const found = ledger.touches.findIndex(
    (touch) => second(touch.at) === second(at) && touch.channel === channel && touch.journey === journey,
  );
  return found === -1 ? ledger : { ...ledger, touches: ledger.touches.toSpliced(found, 1) };
}
