import { addedValue, type GoalEvent, type Reached, reach, type ValueFlaw } from './conversion.ts';
import { bitsOf, stepsAdded } from './funnel.ts';
import type { Goal, JourneyRules } from './journey-rules.ts';
import { beganAt, endRun, isOpen, type LedgerRun } from './ledger.ts';
import type { Measuring } from './measuring.ts';
import { matches } from './pattern.ts';

/** An app event that some journey names as a goal, an exit or a step of a funnel. */
export interface Outcry extends GoalEvent {
  readonly user: string;
  readonly event: string;
  /** The app dated it later than it came; it counts as of when it came. */
  readonly ahead?: boolean;
}

/** Why an event that would reach a goal does not count. */
export type Refusal = 'before-entry' | 'too-late' | 'too-many';

export interface Heard {
  /** The run after the event; the very same when it changes nothing. */
  readonly run: LedgerRun;
  readonly refused: readonly Refusal[];
}

/** The goals of a run by name: its own, whose event and window it entered with, under `''`; the others as they are now. */
function goalsOf(run: LedgerRun, rules: JourneyRules | undefined): [string, Goal, number][] {
  const { goal } = run;
  const own: [string, Goal, number][] = goal
    ? [['', { withinMs: goal.until - beganAt(run), ...rules?.goal, on: goal.on }, goal.until]]
    : [];
  const others = Object.entries(rules?.goals ?? {}).map(([name, other]): [string, Goal, number] => [
    name,
    other,
    beganAt(run) + other.withinMs,
  ]);
  return [...own, ...others];
}

const isFor = ({ on, where }: Goal, { event, detail }: Outcry): boolean =>
  on === event && (!where || matches({ detail: where }, { detail }));

/** Who this invocation is, and when. */
interface Now {
  readonly by: string;
  readonly now: number;
}

/**
 * What an event makes of a run: a goal converts it, and its own goal and an exit end it. Its own goal ends it also when it
 * comes too late to count: there is nothing left to say. Events before the entry do nothing.
 */
export function hear(
  run: LedgerRun,
  outcry: Outcry,
  rules: JourneyRules | undefined,
  program: Measuring,
  { by, now }: Now,
): Heard {
  const refused: Refusal[] = [];
  let next = run;
  let isOver = rules?.exits.includes(outcry.event) ?? false;
  for (const [name, goal, until] of goalsOf(run, rules)) {
    if (!isFor(goal, outcry)) continue;
    isOver ||= name === '';
    if (outcry.at < enteredAt(run)) refused.push('before-entry');
    else if (outcry.at >= until) refused.push('too-late');
    else {
      const reached = reach(reachedOf(next, name), goal, outcry, program, by);
      if (reached === 'too-many') refused.push(reached);
      else if (reached !== 'known') next = withReached(next, name, reached);
    }
  }
  if (outcry.at < enteredAt(run)) return { run, refused };
  if (next.converted?.by === by && isOpen(next)) next = endRun(next, { at: now, why: 'converted', by });
  if (isOpen(next) && isOver) next = endRun(next, { at: now, why: 'exited', by });
  return { run: withFunnel(next, outcry, rules, by), refused };
}

/** A launched run begins at an hour to come; who buys before it needs to hear nothing any more. */
const enteredAt = ({ at, since }: LedgerRun): number => Math.min(at, since);

const reachedOf = (run: LedgerRun, name: string): Reached | undefined =>
  name === '' ? run.converted : run.reached?.[name];

const withReached = (run: LedgerRun, name: string, reached: Reached): LedgerRun =>
  name === '' ? { ...run, converted: reached } : { ...run, reached: { ...run.reached, [name]: reached } };

/** As long as the goal may be reached; without one, as long as the run is remembered. */
function withFunnel(run: LedgerRun, outcry: Outcry, rules: JourneyRules | undefined, by: string): LedgerRun {
  const before = run.funnel?.seen ?? 0;
  const seen = before | bitsOf(rules?.funnel ?? [], outcry.event);
  if (seen === before || outcry.at >= (run.goal?.until ?? Number.POSITIVE_INFINITY)) return run;
  return { ...run, funnel: { seen, by } };
}

/** What an event did to a run, as far as this invocation did it; asked of the run as it is now, so that a retry finds the same. */
export interface Deeds {
  readonly ended: boolean;
  readonly goals: readonly GoalDeed[];
  /** Steps of the funnel, from 1, that are reached since. */
  readonly steps: readonly number[];
}

export interface GoalDeed {
  /** Empty for the journey's own goal. */
  readonly name: string;
  /** The person converts by it, and not only again. */
  readonly first: boolean;
  readonly added: number;
  /** Of the person, this event included. */
  readonly total: number;
  readonly flaw?: ValueFlaw;
}

export function deedsOf(
  run: LedgerRun,
  outcry: Outcry,
  rules: JourneyRules | undefined,
  program: Measuring,
  by: string,
): Deeds {
  const goals = goalsOf(run, rules).flatMap(([name, goal]): GoalDeed[] => {
    const reached = reachedOf(run, name);
    if (reached?.by !== by || !isFor(goal, outcry)) return [];
    const { value: added = 0, flaw } = addedValue(goal, outcry.detail, program) ?? {};
    const first = (reached.events?.length ?? 1) === 1;
    return [{ name, first, added, total: reached.value ?? 0, ...(flaw && { flaw }) }];
  });
  const steps = run.funnel?.by === by ? stepsAdded(rules?.funnel ?? [], outcry.event, run.funnel.seen) : [];
  return { ended: run.ended?.by === by, goals, steps };
}
