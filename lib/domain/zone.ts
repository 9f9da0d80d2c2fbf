// Its functions instead of its classes: a bundle then carries what is used, a quarter of it.
import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant';
import { addNanoseconds, getTimeZoneTransition, offsetNanoseconds } from 'temporal-polyfill/fns/ZonedDateTime';
import { RuleError } from './rule-error.ts';

/** A stretch of time during which a zone keeps one offset: `from` included, `to` not, all in milliseconds. */
export interface OffsetInterval {
  readonly from: number;
  readonly to: number;
  /** Local time minus UTC. */
  readonly offset: number;
}

/** Bounds the memory a stream of made-up spellings could take; IANA has some 600 names. */
const mostZones = 5000;
const zones = new Map<string, Zone>();

/** Does the time zone database, or the form `+05:30`, know this name? */
export function isZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param name IANA zone or link in any case, or a fixed offset such as `+05:30`
 * @throws RuleError naming it when unknown
 */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = new Zone(name);
  if (zones.size >= mostZones) zones.clear();
  zones.set(name, zone);
  return zone;
}

/**
 * The offset of a zone at one instant, local time minus UTC in milliseconds, without looking for when it changes: for who
 * compares many zones once.
 */
export const offsetOnce = (name: string, at: number): number =>
  offsetNanoseconds(toZonedDateTimeISO(fromEpochMilliseconds(at), name)) / 1e6;

/**
 * The offsets of one time zone. Temporal is asked once for each interval between two transitions; after that a
 * question costs a comparison or a binary search.
 */
export class Zone {
  readonly name: string;
  /** Ascending, disjoint, not necessarily adjacent. */
  readonly #known: OffsetInterval[] = [];
  #latest: OffsetInterval;

  constructor(name: string) {
    this.name = name;
    if (!/^(?:[A-Za-z]|[+-]\d{2}(?::?\d{2})?$)/.test(name)) throw unknown(name);
    try {
      this.#latest = this.#ask(0);
    } catch {
      throw unknown(name);
    }
    this.#known.push(this.#latest);
  }

  /** @param at epoch milliseconds */
  intervalAt(at: number): OffsetInterval {
    if (at >= this.#latest.from && at < this.#latest.to) return this.#latest;
    const place = this.#placeOf(at);
    let interval = this.#known[place - 1];
    if (!interval || at >= interval.to) {
      interval = this.#ask(at);
      this.#known.splice(place, 0, interval);
    }
    this.#latest = interval;
    return interval;
  }

  /** Local time minus UTC at this instant, in milliseconds. */
  offsetAt(at: number): number {
    return this.intervalAt(at).offset;
  }

  /** How many of the known intervals begin at or before this instant. */
  #placeOf(at: number): number {
    let [low, high] = [0, this.#known.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#known[middle] as OffsetInterval).from <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #ask(at: number): OffsetInterval {
    const there = toZonedDateTimeISO(fromEpochMilliseconds(at), this.name);
    const next = getTimeZoneTransition(there, 'next');
    // The transition before the next instant, so that an interval includes the very instant it begins at.
    const previous = getTimeZoneTransition(addNanoseconds(there, 1), 'previous');
    return {
      from: previous ? previous.epochMilliseconds : Number.NEGATIVE_INFINITY,
      to: next ? next.epochMilliseconds : Number.POSITIVE_INFINITY,
      offset: offsetNanoseconds(there) / 1e6,
    };
  }
}

function unknown(name: string): RuleError {
  return new RuleError({
    value: name,
    rule: 'a zone is a name of the IANA time zone database or a fixed offset',
    remedy: 'write it like Europe/Berlin, UTC or +05:30',
  });
}
