import type { Channel, Purpose } from './channel.ts';
import { acquaintanceMs, firstLookMs } from './decide/passage.ts';
import { dayMs, isoDuration } from './duration.ts';
import { bestHour, type Habits, inclination } from './hours.ts';
import { fromIso, iso, wholeSecond } from './instant.ts';
import { bestHourWord, type Fork, type NextStep, type Successor, type Wake } from './journey-rules.ts';
import type { LedgerRun, LocalHour, NextTouch } from './ledger.ts';
import { instantAt, minuteOfDay } from './local-time.ts';
import { inForce } from './policies/in-force.ts';
import type { Profile } from './profile.ts';
import type { Program } from './program.ts';
import { type RfmEdges, segmentOf } from './segment.ts';
import { spread } from './spread.ts';
import { knownZone, whereaboutsOf, zoneOfDay } from './whereabouts.ts';
import { nextOpen } from './window.ts';

export interface ScheduleContext {
  readonly run: Pick<LedgerRun, 'id' | 'at' | 'arms' | 'data'> & Partial<Pick<LedgerRun, 'since'>>;
  readonly purpose: Purpose;
  readonly profile: Profile | null;
  readonly program: Program;
  /** The edges between the fifths of all customers, for a split by segment; absent or `null`: not learned. */
  readonly edges?: RfmEdges | null;
  /** When people engage, for a step at the best hour; absent or `null`: not learned. */
  readonly habits?: Habits | null;
}

/** The decision that the next delay counts from. */
export interface Since {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether something was sent, or may have been: if not, the next rung of a ladder is due at once. */
  readonly spoke: boolean;
}

/**
 * The step that a branch leads to for this person, or `null` for the end.
 *
 * @param at when it is decided, epoch milliseconds
 */
export function resolve(successor: Successor, at: number, context: ScheduleContext): NextStep | null {
  let next = successor;
  while (next !== null && 'split' in next) next = branchOf(next, at, context);
  return next;
}

function branchOf(fork: Fork, at: number, { run, profile, edges }: ScheduleContext): Successor {
  const [source, ...path] = fork.split.split('.');
  const name = path.join('.');
  const value =
    source === 'event'
      ? own(run.data, name)
      : source === 'experiment'
        ? own(run.arms, name)
        : source === 'traits'
          ? own(profile?.traits ?? {}, name)
          : name === 'segment'
            ? profile && segmentOf(profile, edges ?? null, at)
            : profile?.[name as 'country' | 'locale'];
  // Objects and lists are no branch; one with a `toString` of its own could not even be made a text.
  if (value === undefined || value === null || typeof value === 'object') return fork.otherwise;
  const key = String(value);
  return Object.hasOwn(fork.branches, key) ? (fork.branches[key] ?? null) : fork.otherwise;
}

/** Names and values come from events: only what is told is found. */
const own = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** Whether what is ahead asks for somebody's segment: only then are edges read. */
export const asksForSegment = (successor: Successor): boolean =>
  ahead(successor).some((each) => ('split' in each ? each.split === 'profile.segment' : asksForHour(each)));

/** Whether the next step may be one at the best hour: only then are habits read. */
export const asksForHabits = (successor: Successor): boolean =>
  ahead(successor).some((each) => !('split' in each) && asksForHour(each));

const asksForHour = ({ at }: NextStep) => at === bestHourWord;

/** The forks before the next step, and whichever steps it may be. */
function ahead(successor: Successor): readonly (Fork | NextStep)[] {
  if (successor === null || !('split' in successor)) return successor === null ? [] : [successor];
  return [successor, ...[...Object.values(successor.branches), successor.otherwise].flatMap(ahead)];
}

/** What follows a step, and for a step at a local time what it was worked out from. */
export interface Scheduled extends Wake {
  readonly hour?: LocalHour;
}

/** When the next step may speak, and which it is: delay, local time, windows and spread folded in. */
export function schedule(successor: Successor, since: Since, context: ScheduleContext): Scheduled {
  const next = resolve(successor, since.at, context);
  if (next === null) return { wakeAt: iso(since.at), branch: 'end' };
  const due = dueAt(next, since);
  const wake = { wakeAt: iso(wakeAt(next, due, context)), branch: next.step };
  const { at, day, channel } = next;
  if (at === undefined && day === undefined) return wake;
  const zone = knownZone(context.profile, channel);
  const hour = {
    ...(zone !== undefined && { zone }),
    ...(at !== undefined && { at }),
    ...(day !== undefined && { day }),
  };
  const look = firstLook({ ...hour, due }, since.at, context.run);
  const isEarly = look !== null && look < fromIso(wake.wakeAt);
  return { ...wake, hour: { ...hour, due, ...(isEarly && { look }), holds: 0 } };
}

/**
 * A zone may be told in the same moment as the entry, and come after it: who has none yet when a run is young is looked at
 * early, so that the hour is not slept through.
 */
function firstLook(
  hour: Omit<LocalHour, 'holds'>,
  at: number,
  { at: entered, since }: ScheduleContext['run'],
): number | null {
  if (hour.zone !== undefined || since === undefined) return null;
  const decided = Math.max(at, since);
  if (decided - since >= acquaintanceMs) return null;
  return wholeSecond(Math.max(earliest(entered, hour), decided + firstLookMs));
}

/**
 * No zone has the hour before this: for a day after the entry's, that time of the day before it, counted in full days.
 *
 * @param entered epoch milliseconds
 */
export function earliest(entered: number, { at, day = 0, due }: Omit<LocalHour, 'holds'>): number {
  if (day < 1) return due;
  const minutes = at === undefined || at === bestHourWord ? 0 : minuteOfDay(at);
  return Math.max(due, entered + (day - 1) * dayMs + minutes * 60_000);
}

/** When a state machine wakes for a step to come: when that may speak, or is looked at. Epoch milliseconds. */
export const wokenAt = ({ wakeAt, hour }: Pick<NextTouch, 'wakeAt' | 'hour'>): number => hour?.look ?? wakeAt;

/** What the ledger keeps of a step to come. */
export const nextTouch = ({ wakeAt, branch, hour }: Scheduled): NextTouch => ({
  step: branch,
  wakeAt: fromIso(wakeAt),
  ...(hour && { hour }),
});

/** When the delay of a step is over. @returns epoch milliseconds */
export function dueAt({ after, rung }: NextStep, { at, spoke }: Since): number {
  const atOnce = rung === true && !spoke;
  return at + (after && !atOnce ? isoDuration(after) : 0);
}

/**
 * When a step may speak whose delay is over at `due`.
 *
 * @returns epoch milliseconds
 */
export function wakeAt(next: Omit<NextStep, 'after' | 'rung'>, due: number, context: ScheduleContext): number {
  const { run, profile, program } = context;
  if (next.at === undefined && next.day === undefined) return inWindow(next, due, context);
  const zone = zoneOfDay(profile, program.timezone, next.channel);
  if (next.at === bestHourWord) {
    const from = next.day === undefined ? due : Math.max(due, instantAt(zone, run.at, next.day, '00:00'));
    return atBestHour(next, from, zone, context);
  }
  if (next.day !== undefined) {
    return appointed(next, Math.max(due, instantAt(zone, run.at, next.day, next.at ?? '00:00')), due, context);
  }
  const time = next.at ?? '00:00';
  const today = instantAt(zone, due, 0, time);
  return appointed(next, today >= due ? today : instantAt(zone, due, 1, time), due, context);
}

type Timed = Pick<NextStep, 'step' | 'channel' | 'at'>;

/** At a local time a whole crowd wakes; who is late for theirs comes as they are. */
function appointed(next: Timed, at: number, due: number, context: ScheduleContext): number {
  const open = inWindow(next, at, context);
  return open === at && at > due ? spreadWithin(next, at, context) : open;
}

/** Within a day of the first instant at which its channel may speak. */
function atBestHour(next: Timed, due: number, zone: string, context: ScheduleContext): number {
  const { run, profile, edges, habits } = context;
  const from = windowFor(next.channel, due, context).next ?? due;
  const segment = profile && segmentOf(profile, edges ?? null, due);
  const at = bestHour({
    unit: `${run.id}/${next.step}`,
    zone,
    from,
    inclination: inclination(profile?.hours, segment, habits ?? null),
    open: (instant) => windowFor(next.channel, instant, context).allowed,
  });
  return at === null || at === due ? (at ?? from) : spreadWithin(next, at, context);
}

function inWindow(next: Timed, at: number, context: ScheduleContext): number {
  const { next: opens } = windowFor(next.channel, at, context);
  return opens === null || opens <= at ? at : spreadWithin(next, opens, context);
}

/**
 * A crowd that would wake at this instant is spread forward by the run's hash, as long as its window stays open.
 *
 * @returns epoch milliseconds, a whole second
 */
export function spreadWithin(next: Pick<NextStep, 'step' | 'channel'>, at: number, context: ScheduleContext): number {
  const later = spread(`${context.run.id}/${next.step}`, at, context.program.spreadMs);
  return windowFor(next.channel, later, context).allowed ? later : at;
}

/** Whether this channel may speak at this instant: inside every window of rows and program, wherever the person may be. */
export function windowFor(
  channel: Channel,
  at: number,
  { purpose, profile, program }: Pick<ScheduleContext, 'purpose' | 'profile' | 'program'>,
): { allowed: boolean; next: number | null } {
  const { windows } = inForce(program, whereaboutsOf(profile, channel), channel, purpose, at);
  if (!windows.opening) return { allowed: true, next: at };
  const next = nextOpen(windows.clocks, at, windows.opening);
  return { allowed: next === at, next };
}
