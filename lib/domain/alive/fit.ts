import { type AliveModel, type AliveParams, logOddsGone } from '../alive.ts';
import { RuleError } from '../rule-error.ts';
import { logGamma } from '../statistics/gamma.ts';
import { nelderMead } from '../statistics/nelder-mead.ts';

/** Customers with one and the same history, in one unit of time. */
export interface History {
  /** Purchases after the first. */
  readonly x: number;
  /** From the first purchase to the last. */
  readonly tx: number;
  /** From the first purchase to the end of what was observed. */
  readonly T: number;
  readonly customers: number;
}

export interface Fit {
  readonly params: AliveParams;
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/** ln of how likely these histories are, without the constants that no parameter changes: as published. */
export function logLikelihood(model: AliveModel, params: AliveParams, histories: readonly History[]): number {
  const { r, alpha, a, b } = params;
  const atFirst = r * Math.log(alpha) - logGamma(r);
  const whole = logGamma(a + b) - logGamma(b);
  return histories.reduce((sum, { x, tx, T, customers }) => {
    const chances = model === 'mbg-nbd' ? x + 1 : x;
    const stayed = whole + logGamma(b + chances) - logGamma(a + b + chances);
    const bought = atFirst + logGamma(r + x) - (r + x) * Math.log(alpha + T);
    const gone = chances === 0 ? 0 : log1pExp(logOddsGone(params, { chances, x, tx, T }));
    return sum + customers * (bought + stayed + gone);
  }, 0);
}

/** ln(1 + eᵛ), where eᵛ may overflow. */
const log1pExp = (v: number) => (v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v)));

/**
 * The parameters that make the histories likeliest, searched on their logarithms, where all are above 0.
 *
 * @throws RuleError when nobody bought twice: then nothing is known of rates
 */
export function fitAlive(model: AliveModel, histories: readonly History[]): Fit {
  if (!histories.some(({ x, customers }) => x > 0 && customers > 0)) {
    throw new RuleError({
      value: { customers: histories.reduce((sum, { customers }) => sum + customers, 0) },
      rule: 'parameters are fitted to customers of whom some bought on two days or more',
      remedy: 'give orders of a longer time',
    });
  }
  const of = (at: readonly number[]): AliveParams => {
    const [r = 1, alpha = 1, a = 1, b = 1] = at.map((log) => Math.exp(Math.min(Math.max(log, -20), 20)));
    return { r, alpha, a, b };
  };
  const longest = Math.max(...histories.map(({ T }) => T));
  const found = nelderMead((at) => -logLikelihood(model, of(at), histories), {
    from: [0, Math.log(Math.max(longest, 1e-6) / 10), 0, 0],
  });
  return { params: of(found.at), logLikelihood: -found.value, converged: found.converged };
}
