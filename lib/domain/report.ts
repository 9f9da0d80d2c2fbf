import type { AttributionModel } from './attribution.ts';
import { dayMs, toIsoDuration } from './duration.ts';
import type { JourneyRules } from './journey-rules.ts';
import type { Measuring } from './measuring.ts';
import { type Cell, cell } from './report/cell.ts';
import { type ChannelFunnel, funnelsOf, type Harm, harmOf, type Unsent, unsentOf } from './report/channels.ts';
import { armsOf, type Comparison, compare } from './report/comparison.ts';
import { countersAfter, countsOf, daysOf, sumsOf } from './report/counts.ts';
import { type ComparedExperiment, experimentsOf } from './report/experiments.ts';
import { type Holdout, holdoutsOf } from './report/holdouts.ts';
import { type Incremental, incrementalOf } from './report/incremental.ts';
import { type LiftByDay, liftByDay } from './report/over-time.ts';
import { type Attributed, attributionOf, costOf, overlapOf, type PathRow, pathsOf, topPaths } from './report/paths.ts';
import { from, holdsSince } from './report/since.ts';
import { type Outlook, outlookOf } from './report/smallest.ts';
import { controlExperiment, controlWeights, funnelCounter } from './tally/runs.ts';
import { type Counted, dayOf } from './tally.ts';

export type ReportedJourney = Pick<
  JourneyRules,
  'name' | 'purpose' | 'control' | 'goal' | 'goals' | 'experiments' | 'bandits' | 'funnel'
>;

export interface ReportQuestion {
  readonly journey: ReportedJourney;
  readonly program: Measuring;
  /** The journey's counters of the period. */
  readonly rows: readonly Counted[];
  /** Days, both included: who entered on them, and all that followed. Epoch milliseconds, likewise `now`. */
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly model: AttributionModel;
}

/** All that the page shows, and nothing that it hides. Money in dollars, rates 0 to 1, days as `YYYY-MM-DD`. */
export interface Report {
  readonly journey: string;
  readonly goal: { readonly on: string; readonly within: string } | null;
  readonly period: { readonly from: string; readonly to: string };
  /** The first day on which anybody entered. */
  readonly startedOn: string | null;
  /** The comparison with the control leaves out what was before this day, when the shares were others. */
  readonly sharesSince: string | null;
  readonly population: { readonly all: Cell; readonly treatment: Cell; readonly control: Cell; readonly share: number };
  /** Control first, then treatment. `null` without a control or a goal. */
  readonly comparison: Comparison | null;
  readonly incremental: Incremental | null;
  readonly overTime: readonly LiftByDay[];
  readonly outlook: Outlook | null;
  readonly otherGoals: readonly (Comparison & { readonly name: string; readonly on: string })[];
  readonly experiments: readonly ComparedExperiment[];
  readonly holdouts: readonly Holdout[];
  readonly model: AttributionModel;
  readonly attribution: readonly Attributed[];
  /** Conversions of the treatment, which every model shares out. */
  readonly conversions: Cell;
  readonly channels: readonly ChannelFunnel[];
  readonly appFunnel: readonly FunnelStep[];
  readonly paths: readonly PathRow[];
  readonly overlap: readonly PathRow[];
  readonly unsent: readonly Unsent[];
  readonly harm: readonly Harm[];
  readonly cost: number;
  /** Conversions that count by a rule that mended them, and those that do not, by why. */
  readonly mended: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
}

export interface FunnelStep {
  readonly event: string;
  readonly treatment: Cell;
  readonly control: Cell;
}

/** A journey's report of a period, from its counters alone: the same question has the same answer. */
export function reportOf({ journey, program, rows, now, model, ...period }: ReportQuestion): Report {
  const weights = controlWeights(journey.control);
  const sharesSince = holdsSince(rows, controlExperiment, weights);
  const compared = from(rows, sharesSince);
  const ranMs = (of: readonly Counted[]) => {
    const [first] = daysOf(of);
    return first === undefined ? 0 : Math.min(now, Date.parse(dayOf(period.to)) + dayMs) - Date.parse(first);
  };
  const days = Math.max(1, Math.ceil(ranMs(compared) / dayMs));
  const groups = (prefix = '') =>
    armsOf(weights, (group) => {
      const counts = countsOf(compared, 'runs', group as Counted['group']);
      return (name) => counts(name === 'entered' ? name : `${prefix}${name}`);
    });
  const [control, treatment] = groups();
  const measured = journey.goal !== undefined && journey.control > 0 && control && treatment;
  const runs = { treatment: countsOf(rows, 'runs', 'treatment'), control: countsOf(rows, 'runs', 'control') };
  const paths = pathsOf(rows);
  const attribution = attributionOf(rows, paths);
  const credits = attribution.find((each) => each.model === model)?.credits ?? {};
  const sums = [sumsOf(rows, 'runs', 'treatment'), sumsOf(rows, 'runs', 'control')];
  const byReason = (prefix: string) => {
    const found: Record<string, number> = {};
    for (const [reason, count] of sums.flatMap((sum) => countersAfter(prefix, sum))) {
      found[reason] = (found[reason] ?? 0) + count;
    }
    return found;
  };
  return {
    journey: journey.name,
    goal: journey.goal ? { on: journey.goal.on, within: toIsoDuration(journey.goal.withinMs) } : null,
    period: { from: dayOf(period.from), to: dayOf(period.to) },
    startedOn: daysOf(rows)[0] ?? null,
    sharesSince,
    population: {
      all: cell(runs.treatment('entered') + runs.control('entered')),
      treatment: cell(runs.treatment('entered')),
      control: cell(runs.control('entered')),
      share: journey.control,
    },
    comparison: measured ? compare([control, treatment], ranMs(compared)) : null,
    incremental: measured ? incrementalOf(treatment, control, costOf(compared), program.lifetimeValue) : null,
    overTime: measured ? liftByDay(compared, weights) : [],
    outlook: measured ? outlookOf(treatment, control, days) : null,
    otherGoals: Object.entries(journey.goals ?? {}).flatMap(([name, { on }]) => {
      const found = measured ? compare(groups(`goal.${name}.`), ranMs(compared)) : null;
      return found ? [{ name, on, ...found }] : [];
    }),
    experiments: experimentsOf(journey, rows, ranMs),
    holdouts: holdoutsOf(rows, ranMs(rows), credits),
    model,
    attribution,
    conversions: cell(runs.treatment('converted')),
    channels: funnelsOf(rows),
    appFunnel: (journey.funnel ?? []).map((event, at) => ({
      event,
      treatment: cell(runs.treatment(funnelCounter(at + 1))),
      control: cell(runs.control(funnelCounter(at + 1))),
    })),
    paths: topPaths(paths),
    overlap: overlapOf(paths),
    unsent: unsentOf(rows),
    harm: harmOf(rows),
    cost: costOf(rows),
    mended: byReason('mended.'),
    refused: byReason('refused.'),
  };
}
