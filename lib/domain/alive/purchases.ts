export interface Outlook {
  /** What is known of the customer's rate of purchase: a gamma distribution. */
  readonly rate: { readonly shape: number; readonly scale: number };
  /** What is known of their chance to leave after a purchase: a beta distribution. */
  readonly leaving: { readonly a: number; readonly b: number };
  readonly t: number;
}

/**
 * The purchases that a customer who is alive makes in the next t.
 *
 * With the chance p to leave after each, they are (1 − (1 + p·z)^−shape) / p, z = t / scale, on average; over p that is
 * (a + b − 1)/(a − 1) · (1 − ₂F₁(shape, a − 1; a + b − 1; −z)), as it is published. That form divides by 0 at a = 1, loses
 * its digits nearby, and its series hardly ends when z is large. The average itself does neither: taken over
 * v = ln(p / (1 − p)) it is smooth, falls off like e^(a·v) and e^(−b·v), and the trapezoidal rule has all digits of it
 * after a few hundred points. Beyond its ends nothing but the two exponentials changes: those are geometric series.
 */
export function purchasesOfSomeoneAlive({ rate: { shape, scale }, leaving: { a, b }, t }: Outlook): number {
  const z = t / scale;
  const purchases = (p: number) => -Math.expm1(-shape * Math.log1p(p * z)) / p;
  const logDensity = (v: number) => -a * Math.log1p(Math.exp(-v)) - b * Math.log1p(Math.exp(v));
  const peak = logDensity(Math.log(a / b));
  // A third of the narrower of the density's width and that of what it is multiplied with.
  const step = Math.min(0.25, Math.sqrt(1 / a + 1 / b) / 3);
  const first = -40 - Math.log1p(z * (shape + 1) + b);
  const last = 40 + Math.log1p(shape + a);
  const points = Math.ceil((last - first) / step);
  let [sum, mass] = [0, 0];
  for (let point = 0; point <= points; point++) {
    const v = first + point * step;
    let weight = Math.exp(logDensity(v) - peak);
    if (point === 0) weight /= -Math.expm1(-a * step);
    if (point === points) weight /= -Math.expm1(-b * step);
    mass += weight;
    sum += weight * purchases(1 / (1 + Math.exp(-v)));
  }
  return sum / mass;
}
