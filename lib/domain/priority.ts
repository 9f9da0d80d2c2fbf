import type { Channel } from './channel.ts';
import type { OtherJourney, Question } from './decide/question.ts';
import { holdoutOf } from './holdout.ts';
import { isOpen, type LedgerRun, type LedgerTouch } from './ledger.ts';
import { type Limit, takesSlot } from './limit.ts';
import { pauseOf } from './pause.ts';

/** A touch that was due this long ago and has not come may be held for long: nobody waits for it any more. */
export const overdueMs = 3_600_000;

/** A run of higher priority whose next touch comes soon. */
export interface Rival {
  readonly run: LedgerRun;
  readonly channel: Channel;
  /** When it will want to speak: never before now. */
  readonly at: number;
}

/** The person's open runs that go before this one, earliest first. Equals never do, so somebody can always speak. */
export function rivalsOf({ now, run, ledger, user, program, pauses, journeys }: Question): Rival[] {
  const rivals: Rival[] = [];
  for (const id in ledger.runs) {
    const other = ledger.runs[id];
    if (!other || other.priority <= run.priority || !isOpen(other) || other.group === 'control') continue;
    if (!other.next || other.next.wakeAt < now - overdueMs) continue;
    const rules = journeys?.(other.journey);
    const channel = rules && marketingChannel(rules, other.next.step);
    if (!rules || !channel) continue;
    if (pauses && pauseOf(pauses, other.journey, channel)) continue;
    if (holdoutOf(user, channel, program.holdouts, rules.holdouts)) continue;
    rivals.push({ run: other, channel, at: Math.max(other.next.wakeAt, now) });
  }
  return rivals.length < 2 ? rivals : rivals.sort((a, b) => a.at - b.at);
}

/** Transactional takes no slots. */
function marketingChannel({ purpose, steps }: OtherJourney, step: string): Channel | undefined {
  return purpose === 'marketing' && Object.hasOwn(steps, step) ? steps[step]?.channel : undefined;
}

/**
 * The first rival that would find this limit full because this touch had spoken, and would not otherwise.
 *
 * @param touches those that count, as of now
 * @param rivals earliest first
 */
export function robbed(
  limit: Limit,
  now: number,
  touches: readonly LedgerTouch[],
  rivals: readonly Rival[],
): Rival | null {
  const { max, perMs } = limit.cap;
  const contenders = rivals.filter(({ run, channel, at }) => {
    return at - now < perMs && takesSlot(limit, { journey: run.journey, channel });
  });
  for (const [place, rival] of contenders.entries()) {
    const within = (at: number) => rival.at - at < perMs;
    const spoken = touches.filter(
      (touch) => touch.purpose === 'marketing' && takesSlot(limit, touch) && within(touch.at),
    );
    const before = contenders.slice(0, place).filter(({ at }) => within(at));
    if (spoken.length + before.length + 1 === max) return rival;
  }
  return null;
}
