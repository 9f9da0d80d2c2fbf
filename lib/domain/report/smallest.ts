import { type SmallestLift, smallestLift } from '../lift/smallest-lift.ts';
import type { ArmCounts } from './comparison.ts';
import { rateOf } from './comparison.ts';

/** What a comparison of this size can show at all. */
export interface Detectable extends SmallestLift {
  /** People who enter, both groups together. */
  readonly people: number;
  /** After this many days at the pace so far; absent for sizes that are examples. */
  readonly days?: number;
}

export interface Outlook {
  /** Rate of the control that this reckons with, 0 to 1. */
  readonly baseline: number;
  /** Nothing is known yet, so the rate is an example. */
  readonly assumed: boolean;
  readonly sizes: readonly Detectable[];
}

const exampleBaseline = 0.1;
const examples = [1_000, 10_000, 100_000];
const leastConversions = 10;

/** The smallest lifts that a journey's volume can show: at its pace so far, or for examples before it starts. */
export function outlookOf(treatment: ArmCounts, control: ArmCounts, days: number): Outlook | null {
  const share = control.weight / (control.weight + treatment.weight);
  if (!(share > 0)) return null;
  const both = { n: control.n + treatment.n, x: control.x + treatment.x };
  const known = control.x >= leastConversions ? control : both;
  const assumed = known.x < leastConversions || rateOf(known) >= 1;
  const baseline = assumed ? exampleBaseline : rateOf(known);
  const pace = both.n / Math.max(1, days);
  const sizes: { people: number; days?: number }[] =
    both.n === 0
      ? examples.map((people) => ({ people }))
      : [...new Set([days, 28, 91])]
          .filter((each) => each >= days)
          .map((each) => ({ people: Math.round(pace * each), days: each }));
  return {
    baseline,
    assumed,
    sizes: sizes.map((size) => ({ ...size, ...detectable(size.people, share, baseline) })),
  };
}

function detectable(people: number, share: number, baseline: number): SmallestLift {
  const users = { control: people * share, treatment: people * (1 - share) };
  return Math.min(users.control, users.treatment) < 1
    ? { fixed: null, sequential: null }
    : smallestLift({ baseline, users });
}
