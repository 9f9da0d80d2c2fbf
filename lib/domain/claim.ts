import type { Channel, Purpose } from './channel.ts';
import { endRun, type Ledger, type LedgerRun, type LedgerTouch, withRun } from './ledger.ts';
import type { Passed } from './passage.ts';
import { nextTouch, type Scheduled } from './schedule.ts';

export interface Move {
  readonly step: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly invocation: string;
  readonly channel: Channel;
  /** What follows if this is how the step ends. */
  readonly wake: Scheduled;
}

export interface ClaimMove extends Move {
  readonly purpose: Purpose;
  /** 2 when a transactional touch in doubt is claimed once more; its slot in the caps is there already. */
  readonly attempt: number;
}

/** The ledger with this touch claimed: its slot in the caps, whose it is, and what comes next. */
export function claimTouch(ledger: Ledger, run: LedgerRun, move: ClaimMove): Ledger {
  const { step, at, invocation, attempt, channel, purpose } = move;
  const touch: LedgerTouch = {
    at,
    channel,
    purpose,
    journey: run.journey,
    ...(run.group === 'control' && { ghost: run.id }),
  };
  const passed = attempt > 1 ? before(run) : [...before(run), { channel, at, spoke: true }];
  const claimed: LedgerRun = { ...moved(run, move, passed), claim: { step, at, invocation, attempt } };
  return { ...withRun(ledger, claimed), touches: attempt > 1 ? ledger.touches : [...ledger.touches, touch] };
}

/** The ledger with this step passed over: nothing claimed, nothing counted. */
export function passStep(ledger: Ledger, run: LedgerRun, move: Move): Ledger {
  const { channel, at } = move;
  return withRun(ledger, moved(run, move, [...before(run), { channel, at, spoke: false }]));
}

const before = ({ passed = [] }: LedgerRun): readonly Passed[] => passed;

/** The run after its step was decided. The last step ends it: nothing is left that could speak. */
function moved(
  { claim: _claim, ...run }: LedgerRun,
  { step, at, invocation, wake }: Move,
  passed: readonly Passed[],
): LedgerRun {
  const decided: LedgerRun = { ...run, last: step, passed };
  if (wake.branch === 'end') return endRun(decided, { at, why: 'done', by: invocation });
  return { ...decided, next: nextTouch(wake) };
}

/** The slot that a run's claim holds. Ledgers keep the times of touches to the second, those of claims more finely. */
export function slotOf({ touches }: Pick<Ledger, 'touches'>, { claim, journey }: LedgerRun): LedgerTouch | undefined {
  const second = (at: number) => Math.floor(at / 1000);
  return claim && touches.find((touch) => second(touch.at) === second(claim.at) && touch.journey === journey);
}

/**
 * Takes a claim back after a provider proved that it accepted nothing: the slot in the caps is free again.
 *
 * @param move.wake what follows the refused step; or, in epoch milliseconds, when the same step is to be tried again
 */
export function giveBack(
  ledger: Ledger,
  run: LedgerRun,
  move: Omit<Move, 'wake'> & { readonly wake: Scheduled | number },
): Ledger {
  const claim = run.claim;
  if (!claim || claim.step !== move.step) return ledger;
  const freed = withoutSlot(ledger, run);
  const earlier = { ...run, passed: before(run).slice(0, -1) };
  const { wake } = move;
  if (typeof wake !== 'number') return passStep(freed, earlier, { ...move, wake });
  const { claim: _claim, last: _last, ended: _ended, ...rest } = earlier;
  return withRun(freed, { ...rest, next: { step: move.step, wakeAt: wake, isPutOff: true } });
}

/** The same for a run that was closed meanwhile: it says nothing any more, and what it did not say takes no slot. */
export function giveBackClosed(ledger: Ledger, run: LedgerRun, step: string): Ledger {
  if (run.claim?.step !== step) return ledger;
  const { claim: _claim, ...rest } = run;
  return withRun(withoutSlot(ledger, run), rest);
}

function withoutSlot(ledger: Ledger, run: LedgerRun): Ledger {
  const slot = slotOf(ledger, run);
  return { ...ledger, touches: ledger.touches.filter((touch) => touch !== slot) };
}
