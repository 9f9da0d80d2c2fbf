import type { AttributionModel } from '../../lib/domain/attribution.ts';
import { type Report, type ReportedJourney, reportOf } from '../../lib/domain/report.ts';
import type { Counted } from '../../lib/domain/tally.ts';
import { day, monday } from '../engine/surroundings.ts';
import { journey, simulate, type WorldOptions } from '../simulation/world.ts';

export const money = { lifetimeValue: 120, prices: {} };

export function reportFrom(
  rows: readonly Counted[],
  days: number,
  model: AttributionModel = 'markov',
  of: ReportedJourney = journey,
): Report {
  const to = monday + (days - 1) * day;
  return reportOf({ journey: of, program: money, rows, from: monday, to, now: to + 8 * day, model });
}

/** A report of a simulated world. */
export const sampleReport = (options: WorldOptions, seed = 1): Report =>
  reportFrom(simulate(seed, options), options.days);
