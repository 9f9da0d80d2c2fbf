import type { Channel } from './channel.ts';
import { isoDuration } from './duration.ts';
import { fromIso } from './instant.ts';
import type { LaunchHour } from './ledger.ts';
import { instantAt } from './local-time.ts';
import { pagesFor, segments } from './pace.ts';
import { type ScheduleContext, windowFor } from './schedule.ts';
import { spread } from './spread.ts';
import { zonesOf } from './whereabouts.ts';
import { zoneOf } from './zone.ts';

/**
 * One broadcast of a journey, as its state machine hands it on: whoever is entered twice by the same launch enters once.
 */
export interface Launch {
  readonly journey: string;
  /** Letters, digits and hyphens, at most 30: the same id is the same launch, however often it is begun. */
  readonly id: string;
  /** When it was begun first, ISO 8601: it counts as the entry of everybody it enters. */
  readonly at: string;
  readonly starts: Starts;
  /** The first messages are spread over this long, ISO 8601. */
  readonly over: string;
  /** How often it was begun again after it had been stopped. */
  readonly again?: number;
  /** Where the ids of the people are listed; without it, everybody of the journey's audience. */
  readonly list?: ListRef;
}

/** When a journey speaks first: at once, or at a local time of each person, on that date or the next time it comes. */
export type Starts = 'now' | { readonly time: string; readonly date?: string };

/** An object in S3 whose lines name people. */
export interface ListRef {
  readonly bucket: string;
  readonly key: string;
}

/** One segment's state, which its loop hands from page to page. */
export interface Segment {
  readonly number: number;
  readonly of: number;
  /** Where the next page begins. */
  readonly cursor?: Cursor;
  /** Pages that may still follow in this execution. */
  readonly left: number;
  /** How many executions came before. */
  readonly generation: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** The last person of a scan, or a place in a list. */
export type Cursor = { readonly after: string } | { readonly byte: number; readonly line: number };

/** What a launch's state machine is started with. A list is read in one piece, because its lines are numbered. */
export function launchInput(launch: Launch): { launch: Launch; segments: Segment[] } {
  const of = launch.list ? 1 : segments;
  const fresh = { of, left: pagesFor(of), generation: 0, counts: {} };
  return { launch, segments: Array.from({ length: of }, (_, number) => ({ number, ...fresh })) };
}

/** Name of a launch, with which the names of all its executions begin. No journey and no id has a `_`. */
export const launchName = ({ journey, id }: Pick<Launch, 'journey' | 'id'>): string => `${journey}_${id}`;

/** Name of the execution that begins it, or begins it again. */
export const executionName = (launch: Pick<Launch, 'journey' | 'id' | 'again'>): string =>
  launch.again === undefined ? launchName(launch) : `${launchName(launch)}_again-${launch.again}`;

/** Name of the execution that goes on with one segment. */
export const continuationName = (launch: Launch, { number, generation }: Segment): string =>
  `${executionName(launch)}_${number}-${generation}`;

/**
 * When a person's passage begins: their local time, or at once; where the first step's window is shut then, its opening;
 * and from there spread over the launch's `over` by a hash, without anybody keeping count.
 *
 * @param channel the first step's; `undefined` when there is none
 * @returns epoch milliseconds
 */
export function startOf(launch: Launch, user: string, channel: Channel | undefined, context: StartContext): number {
  const hour = launchHour(launch, user);
  return hour
    ? startAt(hour, channel, context)
    : whenOpen(channel, fromIso(launch.at), context) + spreadOf(launch, user);
}

/** The local hour at which a launch begins for a person; `undefined` for one that begins at once. */
export function launchHour(launch: Launch, user: string): LaunchHour | undefined {
  const { starts } = launch;
  if (starts === 'now') return undefined;
  const { time, date } = starts;
  return { time, ...(date !== undefined && { date }), begun: fromIso(launch.at), plus: spreadOf(launch, user) };
}

/**
 * When that hour comes where the person is.
 *
 * @param channel the first step's; `undefined` when there is none
 * @returns epoch milliseconds
 */
export function startAt(hour: LaunchHour, channel: Channel | undefined, context: StartContext): number {
  const { profile, program } = context;
  const [zone = program.timezone] = zonesOf(profile, program.timezone, channel);
  return whenOpen(channel, localStart(hour, zone), context) + hour.plus;
}

type StartContext = Pick<ScheduleContext, 'purpose' | 'profile' | 'program'>;

const spreadOf = ({ id, over }: Launch, user: string): number => spread(`${id}/${user}`, 0, isoDuration(over));

const whenOpen = (channel: Channel | undefined, at: number, context: StartContext): number =>
  channel === undefined ? at : (windowFor(channel, at, context).next ?? at);

function localStart({ time, date, begun }: LaunchHour, zone: string): number {
  if (date !== undefined) {
    const noon = Date.parse(`${date}T12:00:00Z`);
    return instantAt(zone, noon - zoneOf(zone).offsetAt(noon), 0, time);
  }
  const today = instantAt(zone, begun, 0, time);
  return today >= begun ? today : instantAt(zone, begun, 1, time);
}

/** The zone that is ahead of all others. */
const earliestOffsetMs = 14 * 3_600_000;
const marginMs = 15 * 60_000;

/**
 * When a launch on a date must begin to enter people, so that all are in when the first of their mornings comes.
 *
 * @param enteringMs how long entering them takes
 * @returns epoch milliseconds
 */
export function beginsAt({ date, time }: { readonly date: string; readonly time: string }, enteringMs: number): number {
  return Date.parse(`${date}T${time}:00Z`) - earliestOffsetMs - marginMs - enteringMs;
}
