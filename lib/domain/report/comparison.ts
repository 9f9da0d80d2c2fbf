import type { Weights } from '../assign.ts';
import { type Arm, rate } from '../lift/arm.ts';
import { type ArmReport, type Lacking, reportVerdicts } from '../lift/report-verdict.ts';
import { standardErrorsAt } from '../lift/sequential.ts';
import type { Verdict } from '../lift/verdict.ts';
import type { Interval, Lift } from '../lift.ts';
import { type Cell, cell, fewestShown, shownRate } from './cell.ts';
import { armOf, type Counts } from './counts.ts';

/** Estimate with the interval that holds the truth at every look, in 19 of 20 reports. `null`: without bound. */
export interface Range {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One arm of a comparison, as shown. */
export interface ArmRow {
  readonly name: string;
  readonly people: Cell;
  readonly converted: Cell;
  /** Converted of the people, 0 to 1. */
  readonly rate: number | null;
  /** Value a person; absent where goals have none. */
  readonly valuePerPerson?: number | null;
  /** Against the first arm; absent for that one. */
  readonly against?: Against;
}

export interface Against {
  readonly verdict: Verdict;
  readonly lacking: readonly Lacking[];
  /** Difference of the rates. `null` while either arm is too small to be shown. */
  readonly difference: Range | null;
  /** Rate over the first arm's; `null` where undefined. */
  readonly ratio: Lift['ratio'] | null;
  /** Adjusted for several comparisons. */
  readonly p: number;
}

export interface Comparison {
  readonly mismatch: { readonly p: number; readonly found: boolean };
  readonly arms: readonly ArmRow[];
}

export interface ArmCounts extends Arm {
  readonly name: string;
  readonly weight: number;
  readonly value: number;
  readonly value2: number;
}

/** The arms of an experiment as counted, in the order of its shares. */
export const armsOf = (weights: Weights, countsOfArm: (arm: string) => Counts): ArmCounts[] =>
  Object.entries(weights).map(([name, weight]) => {
    const counts = countsOfArm(name);
    return { name, weight, ...armOf(counts), value: counts('value'), value2: counts('value2') };
  });

/** Compares every arm with the first. */
export function compare(arms: readonly ArmCounts[], ranMs: number): Comparison | null {
  const [first, ...others] = arms;
  if (!first || others.length === 0 || !arms.some(({ weight }) => weight > 0)) return null;
  const report = reportVerdicts({
    ranMs,
    control: first,
    treatments: Object.fromEntries(others.map((arm) => [arm.name, arm])),
  });
  const hasValue = arms.some(({ value }) => value > 0);
  const rows = arms.map((arm): ArmRow => {
    const against = report.treatments[arm.name];
    return {
      name: arm.name,
      people: cell(arm.n),
      converted: cell(arm.x),
      rate: shownRate(arm.x, arm.n),
      ...(hasValue && { valuePerPerson: arm.n < fewestShown ? null : arm.value / arm.n }),
      ...(arm !== first && against && { against: againstOf(against, isShown(arm, first)) }),
    };
  });
  return { mismatch: report.mismatch, arms: rows };
}

export const isShown = (...arms: readonly Arm[]): boolean => arms.every(({ n }) => n >= fewestShown);

function againstOf({ verdict, lacking, lift, p }: ArmReport, shown: boolean): Against {
  const difference = lift && shown ? { estimate: lift.difference.estimate, ...lift.sequential } : null;
  return { verdict, lacking, difference, ratio: difference ? (lift?.ratio ?? null) : null, p };
}

/** Value a person, treatment less control, with the sequence of the means: normal, by each arm's own variance. */
export function valueDifference(treatment: ArmCounts, control: ArmCounts): Range {
  const estimate = mean(treatment) - mean(control);
  const error = Math.sqrt(meanVariance(treatment) + meanVariance(control));
  const reach = standardErrorsAt(treatment.n + control.n) * error;
  return { estimate, low: estimate - reach, high: estimate + reach };
}

const mean = ({ value, n }: ArmCounts): number => value / n;
const meanVariance = (arm: ArmCounts): number => Math.max(0, arm.value2 / arm.n - mean(arm) ** 2) / arm.n;

export const scaled = ({ estimate, low, high }: Range | (Interval & { estimate: number }), by: number): Range => ({
  estimate: estimate * by,
  low: low === null ? null : low * by,
  high: high === null ? null : high * by,
});

export const rateOf = (arm: Arm): number => (arm.n === 0 ? 0 : rate(arm));
