import { fnv32a, type Weights } from '../assign.ts';
import { furthest } from '../funnel.ts';
import { inMarket, isHoldout, marketArm } from '../holdout.ts';
import type { JourneyRules } from '../journey-rules.ts';
import type { LedgerRun } from '../ledger.ts';
import type { Deeds, GoalDeed, Refusal } from '../outcry.ts';
import type { Tally } from '../tally.ts';

/** Names counters of an arm: `offer=big.entered`. */
export const armCounter = (experiment: string, arm: string, what: string): string => `${experiment}=${arm}.${what}`;

/** Counts entries by the shares that assigned them, so that a report sees since when its shares hold. */
export const weightsCounter = (experiment: string, weights: Weights): string =>
  `weights.${experiment}.${fnv32a(JSON.stringify(weights)).toString(36)}`;

/** The control as an experiment of its own, under a name that no experiment can have. */
export const controlExperiment = '=control';
export const controlWeights = (control: number): Weights => ({ control, treatment: 1 - control });

const about = (user: string, { journey, group, since }: LedgerRun): Omit<Tally, 'add'> => ({
  journey,
  group,
  user,
  at: since,
  of: 'runs',
});

/** Somebody entered. */
export function entryTally(user: string, run: LedgerRun, rules: JourneyRules): Tally {
  const experiments = Object.entries(rules.experiments).map(([name, weights]) => weightsCounter(name, weights));
  const names = [
    'entered',
    weightsCounter(controlExperiment, controlWeights(rules.control)),
    ...experiments,
    ...[...armsOf(run), ...marketArmsOf(run)].map(([experiment, arm]) => armCounter(experiment, arm, 'entered')),
    ...Array.from({ length: furthest(run.funnel?.seen ?? 0) }, (_, step) => funnelCounter(step + 1)),
  ];
  return { ...about(user, run), add: Object.fromEntries(names.map((name) => [name, 1])) };
}

/** All that a run is compared by. */
const armsOf = ({ arms }: LedgerRun) => Object.entries(arms).filter(([experiment]) => experiment !== marketArm);

/** Its holdouts again, among the people of its market. */
function marketArmsOf(run: LedgerRun): [string, string][] {
  const market = run.arms[marketArm];
  if (market === undefined) return [];
  return armsOf(run).flatMap(([experiment, arm]) =>
    isHoldout(experiment) ? [[inMarket(experiment, market), arm]] : [],
  );
}

/** How many came as far as this step, from 1. */
export const funnelCounter = (step: number): string => `funnel.${step}`;

/** What becomes of a run by an event: its end, its goals, its way through the funnel. */
export function outcryTally(user: string, run: LedgerRun, { ended, goals, steps }: Deeds, ahead: boolean): Tally {
  const counters = goals.flatMap((goal) => goalCounters(run, goal));
  const add = {
    ...Object.fromEntries(counters),
    ...(ended && run.ended && { [`ended.${run.ended.why}`]: 1 }),
    ...Object.fromEntries(steps.map((step) => [funnelCounter(step), 1])),
    ...(ahead && goals.length > 0 && { [flawCounter('clock-ahead')]: 1 }),
  };
  return { ...about(user, run), add };
}

/** `converted` counts people, `conversions` events; `value2` sums the squares of what each person is worth. */
function goalCounters(run: LedgerRun, { name, first, added, total, flaw }: GoalDeed): [string, number][] {
  const square = total ** 2 - (total - added) ** 2;
  const own: [string, number][] = [
    ...(first ? [['converted', 1] as [string, number]] : []),
    ['conversions', 1],
    ...(added > 0
      ? ([
          ['value', added],
          ['value2', square],
        ] as [string, number][])
      : []),
  ];
  if (name !== '') return own.map(([what, more]) => [goalCounter(name, what), more]);
  const arms = armsOf(run).flatMap(([experiment, arm]) =>
    own.map(([what, more]): [string, number] => [armCounter(experiment, arm, what), more]),
  );
  // People alone: every counter makes the item larger that each write is paid by.
  const inMarkets = first ? marketArmsOf(run) : [];
  const markets = inMarkets.map(([holdout, side]): [string, number] => [armCounter(holdout, side, 'converted'), 1]);
  return [...own, ...arms, ...markets, ...(flaw ? [[flawCounter(flaw), 1] as [string, number]] : [])];
}

/** Of one of the other goals. */
export const goalCounter = (name: string, what: string): string => `goal.${name}.${what}`;

/** Conversions that count by a rule that mended them. */
export const flawCounter = (flaw: string): string => `mended.${flaw}`;
export const refusalCounter = (why: Refusal): string => `refused.${why}`;

/** Events that would have reached a goal and do not count. Told again, they are counted again. */
export const refusalTally = (user: string, run: LedgerRun, refused: readonly Refusal[]): Tally => ({
  ...about(user, run),
  add: Object.fromEntries(refused.map((why) => [refusalCounter(why), 1])),
});
