import { type Arm, alpha, type Interval, rate, standardError } from './arm.ts';

/** The number of users, both arms together, at which the interval is as narrow as such intervals can be. */
const tunedFor = 5000;

const rhoSquared = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tunedFor;

/**
 * How many standard errors an asymptotic confidence sequence reaches to each side after n users (Waudby-Smith, Arbour,
 * Sinha, Kennedy and Ramdas, arXiv 2103.06476): all the intervals of an experiment's life hold the truth at once, in 19 of
 * 20 experiments, so it may be looked at and ended at any time.
 */
export function standardErrorsAt(n: number): number {
  const t = n * rhoSquared;
  return Math.sqrt((2 * (t + 1) * Math.log(Math.sqrt(t + 1) / alpha)) / t);
}

/** The sequence's interval for the difference of the rates. Wider than [-1, 1] while there are few users. */
export function sequentialInterval(treatment: Arm, control: Arm): Interval {
  const difference = rate(treatment) - rate(control);
  const reach = standardErrorsAt(treatment.n + control.n) * standardError(treatment, control);
  return { low: difference - reach, high: difference + reach };
}

/**
 * The p value that stays valid however often it is looked at: below `alpha` when, and only when, the interval above
 * excludes 0. It is the level at which the sequence, tuned as it is, would just touch 0.
 */
export function sequentialP(treatment: Arm, control: Arm): number {
  const difference = rate(treatment) - rate(control);
  if (difference === 0) return 1;
  const t = (treatment.n + control.n) * rhoSquared;
  const score = difference / standardError(treatment, control);
  return Math.min(1, Math.sqrt(t + 1) * Math.exp((-score * score * t) / (2 * (t + 1))));
}
