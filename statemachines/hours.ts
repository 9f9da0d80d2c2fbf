import { type OpenRange, type Weekday, weekdays } from '../lib/domain/window.ts';
import type { LocalTime } from './journey.ts';

/** Open from this local time up to but not including that one. */
export interface Hours {
  /** @default every day */
  readonly days?: readonly Weekday[];
  readonly from: LocalTime;
  readonly to: LocalTime;
}

export function rangesOf(hours: Hours | readonly Hours[]): OpenRange[] {
  const list: readonly Hours[] = 'from' in hours ? [hours] : hours;
  return list.map(({ days = weekdays, from, to }) => ({ days, from, to }));
}
