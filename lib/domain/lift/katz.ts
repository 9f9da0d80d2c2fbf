import { type Arm, rate, z } from './arm.ts';

export interface Ratio {
  /** Treatment over control; `null` when nobody in control converted. */
  readonly estimate: number | null;
  /** Both `null` when an arm has no conversions: the logarithm has no variance then. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The ratio of two rates with its interval on the logarithm (Katz, Baptista, Azen and Pike 1978). */
export function katz(treatment: Arm, control: Arm): Ratio {
  const estimate = control.x === 0 ? null : rate(treatment) / rate(control);
  if (estimate === null || treatment.x === 0) return { estimate, low: null, high: null };
  const error = Math.sqrt(1 / treatment.x - 1 / treatment.n + 1 / control.x - 1 / control.n);
  return { estimate, low: estimate * Math.exp(-z * error), high: estimate * Math.exp(z * error) };
}
