import { AwsError, LostAnswer } from '../errors.ts';
import type { Fields } from '../fields.ts';
import { numberOf, textOf } from '../fields.ts';

/** How a provider may answer. */
export const behaviours = ['ok', 'throttle', 'down', 'error', 'reject', 'accept-then-timeout'] as const;
export type Behaviour = (typeof behaviours)[number];

/** How one provider answers now, and for how many answers more. */
export class Mood {
  private behave: Behaviour = 'ok';
  private times = Number.POSITIVE_INFINITY;

  /** @throws AwsError for an unknown behaviour or number */
  set(order: Fields): void {
    const unknown = Object.keys(order).find((key) => key !== 'behave' && key !== 'times');
    if (unknown !== undefined) throw new AwsError('BadRequest', `${unknown}: an order has behave and times only`);
    const behave = behaviours.find((known) => known === textOf(order.behave));
    if (!behave)
      throw new AwsError(
        'BadRequest',
        `behave is one of ${behaviours.join(', ')}, not ${JSON.stringify(order.behave)}`,
      );
    const times = order.times === undefined ? Number.POSITIVE_INFINITY : numberOf(order.times);
    if (times === undefined || times < 1 || (Number.isFinite(times) && !Number.isInteger(times)))
      throw new AwsError('BadRequest', 'times is a whole number from 1');
    this.behave = behave;
    this.times = times;
  }

  /** The behaviour of the next answer, which uses it up. */
  next(): Behaviour {
    if (this.behave === 'ok') return 'ok';
    const behave = this.behave;
    this.times -= 1;
    if (this.times === 0) this.behave = 'ok';
    return behave;
  }
}

/** The errors of an AWS service for each misbehaviour that accepts nothing. */
export interface Misbehaviours {
  readonly throttle: string;
  readonly down: string;
  readonly error: string;
}

/**
 * Answers as a provider in this mood does. What is carried out is `accept`; a final refusal is the provider's own.
 *
 * @param refuse throws or answers the provider's final refusal
 */
export function behaving<T>(mood: Mood, errors: Misbehaviours, accept: () => T, refuse: () => T): T {
  switch (mood.next()) {
    case 'throttle':
      throw new AwsError(errors.throttle, 'Maximum sending rate exceeded.', 429);
    case 'down':
      throw new AwsError(errors.down, 'The service is unavailable.', 503);
    case 'error':
      throw new AwsError(errors.error, 'The request failed because of an internal error.', 500);
    case 'reject':
      return refuse();
    case 'accept-then-timeout':
      accept();
      throw new LostAnswer();
    default:
      return accept();
  }
}
