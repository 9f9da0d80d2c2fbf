import { purchasesOfSomeoneAlive } from './alive/purchases.ts';
import { RuleError } from './rule-error.ts';

export const aliveModels = ['bg-nbd', 'mbg-nbd'] as const;
export type AliveModel = (typeof aliveModels)[number];

/** What was fitted to all customers: rates of purchase by Gamma(r, alpha), chances to leave after one by Beta(a, b). */
export interface AliveParams {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

export interface AliveQuestion {
  readonly model: AliveModel;
  readonly params: AliveParams;
  /** Purchases after the first. */
  readonly x: number;
  /** Time from the first purchase to the last, in the unit that the parameters were fitted in; 0 when there was but one. */
  readonly tx: number;
  /** Time from the first purchase to now. */
  readonly T: number;
  /** For how much longer to expect purchases. */
  readonly t?: number;
}

export interface Aliveness {
  /** Probability that the customer has not left for good. */
  readonly alive: number;
  /** Purchases in the next `t`, when it was asked. */
  readonly expected?: number;
}

/**
 * Whether a customer is still one, by BG/NBD (Fader, Hardie and Lee 2005) or by MBG/NBD (Batislam, Denizel and Filiztekin
 * 2007, with the erratum of Wagner and Hoppe 2008). In the first nobody leaves before a second purchase, so that all who
 * bought once are alive forever; in the second they may, which makes it the one to tell churn by.
 *
 * @throws RuleError when parameters or history are none
 */
export function alive({ model, params, x, tx, T, t }: AliveQuestion): Aliveness {
  check(params, { x, tx, T, t: t ?? 0 });
  const { r, alpha, a, b } = params;
  // How often someone who is alive has had the chance to leave: after every purchase, the first or not.
  const chances = model === 'mbg-nbd' ? x + 1 : x;
  const logOdds = logOddsGone(params, { chances, x, tx, T });
  const probability = chances === 0 ? 1 : 1 / (1 + Math.exp(logOdds));
  if (t === undefined) return { alive: probability };
  const purchases = purchasesOfSomeoneAlive({
    rate: { shape: r + x, scale: alpha + T },
    leaving: { a, b: b + chances },
    t,
  });
  return { alive: probability, expected: probability * purchases };
}

/** The odds that they took the last of their chances, on the logarithm, where long silences of frequent buyers do not overflow. */
export function logOddsGone(
  { r, alpha, a, b }: AliveParams,
  { chances, x, tx, T }: Pick<AliveQuestion, 'x' | 'tx' | 'T'> & { readonly chances: number },
): number {
  return Math.log(a / (b + chances - 1)) + (r + x) * Math.log((alpha + T) / (alpha + tx));
}

function check(params: AliveParams, { x, tx, T, t }: { x: number; tx: number; T: number; t: number }): void {
  const { r, alpha, a, b } = params;
  if (!(r > 0 && alpha > 0 && a > 0 && b > 0)) {
    throw new RuleError({
      value: params,
      rule: 'r, alpha, a and b are above 0',
      remedy: 'fit the model to more customers',
    });
  }
  if (!(Number.isSafeInteger(x) && x >= 0 && tx >= 0 && tx <= T && t >= 0)) {
    throw new RuleError({
      value: { x, tx, T, t },
      rule: 'x counts purchases after the first, the last of them at tx, from 0 to T; t is not negative',
      remedy: 'give all times from the first purchase on, in one unit',
    });
  }
  if (x === 0 && tx > 0) {
    throw new RuleError({
      value: { x, tx },
      rule: 'who bought once bought last at 0, which is when they bought first',
      remedy: 'give tx as 0, or count the purchase at tx in x',
    });
  }
}
