import { slotOf } from '../../domain/claim.ts';
import type { Beside } from '../../domain/ledger/beside.ts';
import type { Ledger, LedgerRun } from '../../domain/ledger.ts';
import { touchTally } from '../../domain/tally/touches.ts';
import { type Touches, touchTimeoutMs } from '../ports.ts';

/**
 * What becomes of a touch that was claimed and never recorded, once its execution is over: nobody will come back to record
 * it, and whether it was sent is not known. One that may still be under way records itself.
 *
 * @param now epoch milliseconds
 */
export async function unrecorded(
  user: string,
  ledger: Ledger,
  run: LedgerRun,
  now: number,
  touches: Pick<Touches, 'read'>,
): Promise<Required<Pick<Beside, 'settled' | 'counts'>> | null> {
  const { claim, journey, group } = run;
  const channel = slotOf(ledger, run)?.channel;
  if (!claim || !channel || claim.step !== run.last || now < claim.at + touchTimeoutMs) return null;
  const touch = { user, run: run.id, step: claim.step };
  if ((await touches.read(touch))?.outcome) return null;
  const outcome = group === 'control' ? 'ghost' : 'unknown';
  const about = { journey, channel, group };
  const how = { outcome, reason: 'interrupted' } as const;
  return {
    settled: {
      touch,
      outcome: {
        ...about,
        ...how,
        at: claim.at,
        entered: run.since,
        decision: { at: claim.at, verdict: 'send', tried: [] },
      },
    },
    counts: [touchTally(user, run, { step: claim.step, channel, ...how, cost: 0 })],
  };
}
