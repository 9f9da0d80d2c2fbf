import { upperGamma } from './gamma.ts';

/** P(Z > z) of a standard normal Z. Small values keep their digits. */
export function normalTail(z: number): number {
  const beyond = upperGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? 1 - beyond : beyond;
}

/**
 * The z with P(Z ≤ z) = p: Hastings' approximation (Abramowitz and Stegun 26.2.23), then Newton's method, Halley's form.
 *
 * @param p between 0 and 1, neither included
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  const root = Math.sqrt(-2 * Math.log(p));
  let z =
    root -
    (2.515517 + root * (0.802853 + root * 0.010328)) / (1 + root * (1.432788 + root * (0.189269 + root * 0.001308)));
  // Each step triples the digits, of which the approximation has three.
  for (let step = 0; step < 3; step++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const newton = (normalTail(z) - p) / density;
    z += newton / (1 + (z * newton) / 2);
  }
  return -z;
}
