import type { Delivery, Fault } from '../../domain/delivery.ts';

/**
 * What an error proves: a refusal of this message (`dead` names the address as one that leads nowhere), a provider that
 * takes nothing for now, a fault of our account or settings, or nothing.
 */
export type Meaning =
  | 'unsubscribed'
  | 'unreachable'
  | 'dead'
  | 'rejected'
  | 'throttled'
  | 'down'
  | 'in-doubt'
  | `misconfigured ${Fault}`;

/** One row: the first whose conditions all hold decides. */
export interface ErrorRow {
  /** The error's name without `Exception` at its end: some protocols leave that out. */
  readonly error: string;
  /** What its message says, where one name means several things. */
  readonly says?: RegExp;
  /** Its `Reason`, where the service gives one. */
  readonly reasons?: readonly string[];
  /** A field that it complains of, where the service names fields. */
  readonly field?: RegExp;
  readonly means: Meaning;
}

/** An error as far as a table reads it. */
export interface ReadError {
  readonly name: string;
  readonly message: string;
  readonly reason: string;
  readonly fields: readonly string[];
}

const ending = /(?:Exception)$/;

/** `NotFoundException` → `NotFound`. */
export const bareName = (name: string): string => name.replace(ending, '');

/** @returns what the first fitting row says; `undefined` when no row fits */
export function meaningIn(
  rows: readonly ErrorRow[],
  { name, message, reason, fields }: ReadError,
): Meaning | undefined {
  const bare = bareName(name);
  return rows.find(
    (row) =>
      row.error === bare &&
      (row.says === undefined || row.says.test(message)) &&
      (row.reasons === undefined || row.reasons.includes(reason)) &&
      (row.field === undefined || fields.some((field) => row.field?.test(field))),
  )?.means;
}

/**
 * @param detail names the error: no address, no text
 * @param address the address that a refusal as `dead` is about
 */
export function deliveryOf(meaning: Meaning, detail: string, address: string): Delivery {
  switch (meaning) {
    case 'dead':
      return { verdict: 'refused', reason: 'unreachable', detail, dead: [address] };
    case 'unsubscribed':
    case 'unreachable':
    case 'rejected':
      return { verdict: 'refused', reason: meaning, detail };
    case 'throttled':
    case 'down':
      return { verdict: 'unavailable', reason: meaning, detail };
    case 'in-doubt':
      return { verdict: 'in-doubt', detail };
    default:
      return { verdict: 'misconfigured', reason: faultIn(meaning), detail };
  }
}

const faultIn = (meaning: `misconfigured ${Fault}`): Fault => meaning.slice('misconfigured '.length) as Fault;

/**
 * What an answer's status proves when no table names its error.
 *
 * - 429: nothing was accepted; 503: the service turned the request away at the door;
 * - 401 and 403: our credentials or permissions; any other 4xx: refused, for a reason that nobody here knows. That may be
 *   a fault of ours that meets every message, so the message is kept for another provider or a later try, and somebody
 *   is told;
 * - 408, and all the rest such as 500, 502 and 504: nobody knows.
 */
export function meaningOfStatus(status: number): Meaning {
  if (status === 429) return 'throttled';
  if (status === 503) return 'down';
  if (status === 401) return 'misconfigured credentials';
  if (status === 403) return 'misconfigured permission';
  return status >= 400 && status < 500 && status !== 408 ? 'misconfigured unknown' : 'in-doubt';
}
