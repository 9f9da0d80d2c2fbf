import type { Channel } from '../channel.ts';
import { acquaintanceMs } from '../decide/passage.ts';
import type { Hold, Tried } from '../decision.ts';
import { wholeSecond } from '../instant.ts';
import type { Successor } from '../journey-rules.ts';
import { type Launch, launchHour, startAt } from '../launch.ts';
import type { LaunchHour, LedgerRun, LocalHour, NextTouch } from '../ledger.ts';
import { dueAt, earliest, nextTouch, resolve, type ScheduleContext, schedule, wakeAt } from '../schedule.ts';
import { knownZone } from '../whereabouts.ts';

/** Clocks of the platform may wake a step this much too early. */
const earlyMs = 5_000;
/** Zones differ by at least a quarter of an hour: who is later than that for a local hour waits for the next. */
const lateMs = 15 * 60_000;
/** A step is held this often for another zone; then it speaks where it is, so that nobody who keeps moving waits for ever. */
const mostHolds = 8;
/** How finely a run keeps when its steps were decided. */
const minuteMs = 60_000;

export interface HourQuestion {
  readonly run: LedgerRun;
  readonly step: string;
  /** The channel that the step was scheduled on. */
  readonly channel: Channel;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly context: ScheduleContext;
}

/** A step was woken at an hour that is not its hour where the person is. */
export interface HourElsewhere {
  readonly decision: Hold;
  /** The run as it waits from now on; the very same when it waits as it did. */
  readonly run: LedgerRun;
}

/** Whether a step at a local time was scheduled in another zone than the person is known to be in by now. */
export function isElsewhere({ run, step, channel, context }: Omit<HourQuestion, 'now'>): boolean {
  const hour = hourOf(run, step);
  const zone = knownZone(context.profile, channel);
  return hour !== undefined && zone !== undefined && zone !== hour.zone && hour.holds < mostHolds;
}

/**
 * Whether a step that is woken has its local hour yet, where the person is known to be by now. In the zone that it was
 * scheduled in there is nothing to ask. In another it is scheduled anew, and where its hour has passed there, it waits for
 * the next: so it is never earlier than now, and never twice.
 *
 * @returns `null` when it may speak, as far as the hour goes
 */
export function hourElsewhere(question: HourQuestion): HourElsewhere | null {
  const { run, step, now, channel, context } = question;
  const hour = hourOf(run, step);
  if (!hour || !run.next) return null;
  if (!isElsewhere(question)) return untilItsInstant(run, run.next, hour, now);
  const moved = inTheirZone(question, hour);
  if (!moved) return null;
  const zone = knownZone(context.profile, channel) ?? null;
  const values = { before: hour.zone ?? null, zone, ...(hour.at !== undefined && { at: hour.at }) };
  return { decision: hold('zone-changed', now, moved.next?.wakeAt ?? now, values), run: moved };
}

const hourOf = ({ next }: LedgerRun, step: string): LocalHour | undefined =>
  next?.step === step ? next.hour : undefined;

/** It was looked at early for a zone that is still unknown, or is tried again after it had been held. */
function untilItsInstant(run: LedgerRun, next: NextTouch, hour: LocalHour, now: number): HourElsewhere | null {
  const mayBeEarly = hour.holds > 0 || hour.look !== undefined;
  if (!mayBeEarly || next.wakeAt - now <= earlyMs) return null;
  const { zone } = hour;
  if (zone !== undefined) return { decision: hold('zone-changed', now, next.wakeAt, { before: null, zone }), run };
  const lastLook = Math.max(earliest(run.at, hour), run.since + acquaintanceMs);
  const until = lastLook - now > earlyMs ? Math.min(lastLook, next.wakeAt) : next.wakeAt;
  return { decision: hold('awaiting-zone', now, until), run };
}

function hold(reason: 'awaiting-zone' | 'zone-changed', now: number, until: number, values?: Tried['values']): Hold {
  const tried: Tried = { rule: 'hour', verdict: 'hold', ...(values && { values }) };
  return { at: now, verdict: 'hold', reason, until: wholeSecond(until), tried: [tried] };
}

/** The run with its step scheduled anew; `null` when that is now, or was a moment ago. */
function inTheirZone(question: HourQuestion, hour: LocalHour): LedgerRun | null {
  const moved = anew(question, hour);
  if (moved !== 'passed') return moved === 'now' ? null : moved;
  if (wasLate(question.run)) return null;
  const next = following(hour, question.now);
  const later = next ? anew(question, next) : 'now';
  return typeof later === 'string' ? null : later;
}

/** Its moment had passed when it was scheduled, as that of an entry that came late: it waited for no hour. */
function wasLate({ next, since, passed }: LedgerRun): boolean {
  const last = passed?.at(-1);
  const scheduledAt = last ? last.at + minuteMs : wholeSecond(since);
  return next !== undefined && next.wakeAt <= scheduledAt;
}

function anew({ run, step, now, channel, context }: HourQuestion, hour: LocalHour): LedgerRun | 'now' | 'passed' {
  const { at, day, start, look: _look, holds, ...kept } = hour;
  const begun = start ? beginningAt(run, startAt(start, channel, context)) : run;
  const due = hour.due + (begun.at - run.at);
  const timing = { ...(at !== undefined && { at }), ...(day !== undefined && { day }) };
  const instant = wakeAt({ step, channel, ...timing }, due, { ...context, run: begun });
  if (instant - now <= earlyMs) return now - instant < lateMs ? 'now' : 'passed';
  const zone = knownZone(context.profile, channel);
  const scheduled = { ...kept, ...timing, ...(zone !== undefined && { zone }), due, holds: holds + 1 };
  const next = { step, wakeAt: wholeSecond(instant), hour: { ...scheduled, ...(start && { start }) } };
  return { ...begun, next };
}

/** An hour that has passed where the person is comes again tomorrow; a day without an hour does not. */
function following(hour: LocalHour, now: number): LocalHour | null {
  const { day: _day, start, ...rest } = hour;
  if (start) return { ...hour, start: { ...undated(start), begun: now } };
  return hour.at === undefined ? null : { ...rest, due: now };
}

const undated = ({ date: _date, ...start }: LaunchHour) => start;

/** A launched run that begins at another instant: its days and its goals count from there. */
function beginningAt(run: LedgerRun, at: number): LedgerRun {
  const later = at - run.at;
  return {
    ...run,
    at,
    ...(run.goal && { goal: { ...run.goal, until: run.goal.until + later } }),
    ...(run.countsUntil !== undefined && { countsUntil: run.countsUntil + later }),
  };
}

/**
 * The first touch of a run. A launch may begin at the person's own hour, which then is theirs when it comes; it enters people
 * who were known before, and looks at nobody early.
 *
 * @param run as it begins
 * @param launched the launch that let the person in, where it was no event
 * @returns `null` when the run has no step
 */
export function firstTouch(
  first: Successor,
  run: LedgerRun,
  context: Omit<ScheduleContext, 'run'>,
  launched: { readonly launch?: Launch; readonly user: string },
): NextTouch | null {
  const since = { at: run.at, spoke: true };
  const wake = schedule(first, since, { ...context, run });
  if (wake.branch === 'end') return null;
  const next = nextTouch(wake);
  const { hour } = next;
  const { launch, user } = launched;
  if (!launch) return next;
  const start = launchHour(launch, user);
  const step = resolve(first, run.at, { ...context, run });
  const timed = hour && withoutLook(hour);
  if (!start || !step) return { step: next.step, wakeAt: next.wakeAt, ...(timed && { hour: timed }) };
  const zone = knownZone(context.profile, step.channel);
  const plain = { ...(zone !== undefined && { zone }), due: dueAt(step, since), holds: 0 };
  return { ...next, hour: { ...plain, ...timed, start } };
}

const withoutLook = ({ look: _look, ...hour }: LocalHour): LocalHour => hour;
