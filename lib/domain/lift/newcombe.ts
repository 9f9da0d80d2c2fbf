import { type Arm, type Interval, rate, z } from './arm.ts';

/** Wilson's score interval of one arm's rate (Wilson 1927): within [0, 1] without any clamping, and good at 0 and n. */
export function wilson({ n, x }: Arm): Interval {
  const p = x / n;
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  // At 0 and n one end is exactly the rate; the last digit of the subtraction may say otherwise.
  return { low: x === 0 ? 0 : centre - half, high: x === n ? 1 : centre + half };
}

/** The difference of two rates, treatment less control, by the hybrid of both score intervals (Newcombe 1998, method 10). */
export function newcombe(treatment: Arm, control: Arm): Interval & { readonly estimate: number } {
  const [p1, p2] = [rate(treatment), rate(control)];
  const [one, two] = [wilson(treatment), wilson(control)];
  const estimate = p1 - p2;
  return {
    estimate,
    low: Math.max(-1, estimate - Math.hypot(p1 - one.low, two.high - p2)),
    high: Math.min(1, estimate + Math.hypot(one.high - p1, p2 - two.low)),
  };
}
