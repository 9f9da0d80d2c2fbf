import { bucket } from './assign.ts';
import { dayMs } from './duration.ts';
import { instantAt } from './local-time.ts';
import type { Segment } from './rfm.ts';
import { zoneOf } from './zone.ts';

/** How often somebody opened, clicked or answered, by local hour of the day: 24 counts. */
export type Hours = readonly number[];

/** When people engage: of each kind of customer, and of everybody. */
export interface Habits {
  readonly everybody: Hours;
  readonly segments: Readonly<Partial<Record<Segment, Hours>>>;
}

const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);
export const noHours: Hours = hoursOfDay.map(() => 0);

/** Beyond so many counts all are halved: what people did lately says more than what they did once. */
const mostCounts = 64;
/** So many engagements of one's own weigh as much as what is known of one's segment; of a segment, as that of everybody. */
const weightOfSegment = 10;
const weightOfEverybody = 100;
/** Share of the touches that go out at any hour, so that hours nobody was written to are learned of too. */
export const exploredShare = 0.1;

/** @param at when somebody engaged, epoch milliseconds */
export function countHour(hours: Hours | undefined, zone: string, at: number): Hours {
  const here = hourIn(zone, at);
  const counted = (hours ?? noHours).map((count, hour) => (hour === here ? count + 1 : count));
  return sum(counted) > mostCounts ? counted.map((count) => Math.floor(count / 2)) : counted;
}

/**
 * How likely somebody engages at each hour, beside the others: their own counts, drawn towards those of their segment and
 * these towards everybody's, the less is known the more; neighbouring hours lend each other half.
 *
 * @returns 24 shares, which sum to 1
 */
export function inclination(own: Hours | undefined, segment: Segment | null, habits: Habits | null): readonly number[] {
  const everybody = drawn(
    habits?.everybody ?? noHours,
    hoursOfDay.map(() => 1 / 24),
    24,
  );
  const kind = drawn((segment && habits?.segments[segment]) ?? noHours, everybody, weightOfEverybody);
  const shares = drawn(own ?? noHours, kind, weightOfSegment);
  const at = (hour: number) => shares[(hour + 24) % 24] ?? 0;
  return hoursOfDay.map((hour) => at(hour) / 2 + (at(hour - 1) + at(hour + 1)) / 4);
}

function drawn(counts: Hours, towards: readonly number[], weight: number): readonly number[] {
  const total = sum(counts) + weight;
  return counts.map((count, hour) => (count + weight * (towards[hour] ?? 0)) / total);
}

export interface HourQuestion {
  /** What is decided about: the same is explored, or not, whenever it is asked. */
  readonly unit: string;
  readonly zone: string;
  /** Epoch milliseconds: the day that is chosen from begins here. */
  readonly from: number;
  readonly inclination: readonly number[];
  /** Whether one may speak at this instant. */
  readonly open: (at: number) => boolean;
}

/**
 * When, within a day, somebody likes best to be written to: at the beginning of an hour, or at once in the one that has
 * begun. One touch in ten goes out at any hour that is open.
 *
 * @returns epoch milliseconds; `null` when no hour of the day is open
 */
export function bestHour({ unit, zone, from, inclination, open }: HourQuestion): number | null {
  const hours = beginnings(zone, from).filter(open);
  if (hours.length === 0) return null;
  if (bucket('explore', unit) < exploredShare) {
    return hours[Math.floor(bucket('explored hour', unit) * hours.length)] ?? null;
  }
  const worth = (at: number) => inclination[hourIn(zone, at)] ?? 0;
  return hours.reduce((best, at) => (worth(at) > worth(best) ? at : best));
}

/** The instant itself, and where each local hour begins in the day after it. */
function beginnings(zone: string, from: number): number[] {
  const hours = [0, 1].flatMap((day) =>
    hoursOfDay.map((hour) => instantAt(zone, from, day, `${String(hour).padStart(2, '0')}:00`)),
  );
  return [from, ...new Set(hours.filter((at) => at > from && at < from + dayMs))];
}

const hourIn = (zone: string, at: number) => new Date(at + zoneOf(zone).offsetAt(at)).getUTCHours();

const sum = (counts: Hours) => counts.reduce((total, count) => total + count, 0);

/** Adds what single people did. */
export const addHours = (sums: Hours, hours: Hours): Hours => sums.map((sum, hour) => sum + (hours[hour] ?? 0));
