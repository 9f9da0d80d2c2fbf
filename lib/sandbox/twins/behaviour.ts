import { AwsError, LostAnswer } from '../errors.ts';
import type { Fields } from '../fields.ts';
import { numberOf, textOf } from '../fields.ts';

/** How a provider may answer. */
export const behaviours = [
  'ok',
  'throttle',
  'down',
  'error',
  'reject',
  'misconfigured',
  'accept-then-timeout',
] as const;
export type Behaviour = (typeof behaviours)[number];

/** How one provider answers once. */
export interface Answer {
  readonly behave: Behaviour;
  /** Which of the provider's final refusals; its usual one when nothing is said. */
  readonly code?: string;
}

/** How one provider answers now, and for how many answers more. */
export class Mood {
  private readonly codes: readonly string[];
  private answer: Answer = { behave: 'ok' };
  private times = Number.POSITIVE_INFINITY;

  /** @param codes the final refusals that the provider can be told to answer with, by its own codes */
  constructor(codes: readonly string[] = []) {
    this.codes = codes;
  }

  /** @throws AwsError for an unknown behaviour, number or code */
  set(order: Fields): void {
    const unknown = Object.keys(order).find((key) => !['behave', 'times', 'code'].includes(key));
    if (unknown !== undefined) throw new AwsError('BadRequest', `${unknown}: an order has behave, times and code only`);
    const behave = behaviours.find((known) => known === textOf(order.behave));
    if (!behave)
      throw new AwsError(
        'BadRequest',
        `behave is one of ${behaviours.join(', ')}, not ${JSON.stringify(order.behave)}`,
      );
    const times = order.times === undefined ? Number.POSITIVE_INFINITY : numberOf(order.times);
    if (times === undefined || times < 1 || (Number.isFinite(times) && !Number.isInteger(times)))
      throw new AwsError('BadRequest', 'times is a whole number from 1');
    this.answer = order.code === undefined ? { behave } : { behave, code: this.codeOf(behave, order.code) };
    this.times = times;
  }

  /** The next answer, which uses it up. */
  next(): Answer {
    const { answer } = this;
    if (answer.behave === 'ok') return answer;
    this.times -= 1;
    if (this.times === 0) this.answer = { behave: 'ok' };
    return answer;
  }

  private codeOf(behave: Behaviour, given: unknown): string {
    if (behave !== 'reject') throw new AwsError('BadRequest', `code goes with reject, not with ${behave}`);
    const code = this.codes.find((known) => known === String(given));
    if (code !== undefined) return code;
    const known = this.codes.length === 0 ? 'left out for this provider' : `one of ${this.codes.join(', ')}`;
    throw new AwsError('BadRequest', `code is ${known}, not ${JSON.stringify(given)}`);
  }
}

/** The errors of a service for each misbehaviour that accepts nothing. */
export interface Misbehaviours {
  readonly throttle: string;
  readonly down: string;
  readonly error: string;
  /** What it answers to every request once the account, or what it is asked by, is at fault. */
  readonly misconfigured: AwsError;
}

/**
 * Answers as a provider in this mood does. What is carried out is `accept`; a final refusal is the provider's own.
 *
 * @param refuse throws or answers the provider's final refusal, the one by this code when one was ordered
 */
export function behaving<T>(mood: Mood, errors: Misbehaviours, accept: () => T, refuse: (code?: string) => T): T {
  const { behave, code } = mood.next();
  switch (behave) {
    case 'throttle':
      throw new AwsError(errors.throttle, 'Maximum sending rate exceeded.', 429);
    case 'down':
      throw new AwsError(errors.down, 'The service is unavailable.', 503);
    case 'error':
      throw new AwsError(errors.error, 'The request failed because of an internal error.', 500);
    case 'misconfigured':
      throw errors.misconfigured;
    case 'reject':
      return refuse(code);
    case 'accept-then-timeout':
      accept();
      throw new LostAnswer();
    default:
      return accept();
  }
}
