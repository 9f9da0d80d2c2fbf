import { holdoutOf } from '../holdout.ts';
import { iso } from '../instant.ts';
import type { LedgerTouch } from '../ledger.ts';
import { fullest, type Limit, limitsOn, limitValues } from '../limit.ts';
import type { InForce } from '../policies/in-force.ts';
import { rivalsOf, robbed } from '../priority.ts';
import { frequencyCaps, longestPauseWaitedMs } from '../wishes.ts';
import type { Question } from './question.ts';
import { pass, type Rule, skip, skipOrWait } from './verdict.ts';

/** A winner may be held for some minutes itself; asking again sooner than this wakes people for nothing. */
const yieldMs = 5 * 60_000;

/** Ghosts count only against their own run; few ledgers have any. */
function counted({ ledger: { touches }, run }: Question): readonly LedgerTouch[] {
  const counts = ({ ghost }: LedgerTouch) => ghost === undefined || ghost === run.id;
  return touches.every(counts) ? touches : touches.filter(counts);
}

const limitsOf = (
  { program, journey }: Question,
  channel: Limit['cap']['channel'] & string,
  { caps }: InForce,
): Limit[] => limitsOn(channel, { rows: caps, program: program.caps, journey });

/** Every cap has a slot: of rows, of the program, of the journey. */
export const cap: Rule = (question, { channel }, law) => {
  if (question.journey.purpose !== 'marketing') return null;
  const touches = counted(question);
  const full = fullest(limitsOf(question, channel, law), question.now, touches);
  if (!full) return pass({ counted: touches.length });
  const { limit, freeAt } = full;
  const values = { ...limitValues(limit), freeAt: freeAt === null ? null : iso(freeAt) };
  return skipOrWait(question, law, 'capped', freeAt, values);
};

/** What the person asked for: not about this, not now, less often. */
export const wish: Rule = (question, _step, law) => {
  const { now, journey, ledger } = question;
  const { wishes } = ledger;
  if (!wishes || journey.purpose !== 'marketing') return null;
  const { topicsOff = [], pausedUntil, frequency } = wishes;
  if (journey.topic !== undefined && topicsOff.includes(journey.topic))
    return skip('topic-off', { topic: journey.topic });
  if (pausedUntil !== undefined && now < pausedUntil) {
    const until = pausedUntil - now <= longestPauseWaitedMs ? pausedUntil : null;
    return skipOrWait(question, law, 'paused-by-person', until, { until: iso(pausedUntil) });
  }
  const full = frequency && fullest([{ cap: frequencyCaps[frequency] }], now, counted(question));
  if (!full) return pass();
  const freeAt = full.freeAt === null ? null : iso(full.freeAt);
  return skipOrWait(question, law, 'capped', full.freeAt, { frequency, ...limitValues(full.limit), freeAt });
};

/** Where slots are scarce, the run of higher priority has them. */
export const priority: Rule = (question, { channel }, law) => {
  if (question.journey.purpose !== 'marketing') return null;
  const rivals = rivalsOf(question);
  if (rivals.length === 0) return null;
  const { now, ledger } = question;
  const touches = counted(question);
  const frequency = ledger.wishes?.frequency;
  const limits = limitsOf(question, channel, law);
  for (const limit of frequency ? [...limits, { cap: frequencyCaps[frequency] }] : limits) {
    const winner = robbed(limit, now, touches, rivals);
    if (!winner) continue;
    const { id, journey, priority } = winner.run;
    const values = { ...limitValues(limit), run: id, journey, priority, at: iso(winner.at) };
    return skipOrWait(question, law, 'yielded', winner.at + yieldMs, values);
  }
  return pass({ rivals: rivals.length });
};

/** Some people get no marketing, or none on a channel, so that the whole can be measured. */
export const holdout: Rule = ({ user, journey, program }, { channel }) => {
  if (journey.purpose !== 'marketing') return null;
  const of = holdoutOf(user, channel, program.holdouts, journey.holdouts);
  return of && skip('holdout', { of });
};
