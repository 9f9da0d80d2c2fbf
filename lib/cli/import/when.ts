import { fromIso } from '../../domain/instant.ts';
import { zoneOf } from '../../domain/zone.ts';

/** How an export writes times that do not say it themselves. */
export interface Times {
  /** Of times without a zone: IANA, or an offset such as `-06:00`. */
  readonly zone: string;
  /** Which comes first in `3/4/2025`; such dates are refused when nobody says. */
  readonly dates?: DateOrder;
}

export const dateOrders = ['mdy', 'dmy'] as const;
export type DateOrder = (typeof dateOrders)[number];

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?$/i;
const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP]M))?)?$/i;

/**
 * Reads a time as exports write it: ISO 8601 with or without its zone, seconds or milliseconds since 1970, or `3/4/2025 1:30 PM`.
 *
 * @returns epoch milliseconds; `null` for anything else
 */
export function readTime(text: string, { zone, dates }: Times): number | null {
  if (/^\d{9,10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const [, year, month, day, time = '00:00:00', offset] = iso.exec(text) ?? [];
  if (year !== undefined) {
    const stated = offset === undefined ? '' : /^utc$/i.test(offset) ? 'Z' : offset.toUpperCase();
    return instantOf(`${year}-${month}-${day}T${time}`, stated, zone);
  }
  const [, one, two, fullYear, hour, minute, second, half] = slashed.exec(text) ?? [];
  if (one === undefined || two === undefined || dates === undefined) return null;
  const [m, d] = dates === 'mdy' ? [one, two] : [two, one];
  const hours = hourOf(hour ?? '0', half);
  return instantOf(
    `${fullYear}-${pad(m)}-${pad(d)}T${pad(String(hours))}:${minute ?? '00'}:${second ?? '00'}`,
    '',
    zone,
  );
}

const pad = (number: string) => number.padStart(2, '0');

const hourOf = (hour: string, half: string | undefined) =>
  half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);

function instantOf(local: string, stated: string, zone: string): number | null {
  try {
    if (stated !== '') return fromIso(local + stated);
    const asUtc = fromIso(`${local}Z`);
    const near = asUtc - zoneOf(zone).offsetAt(asUtc);
    return asUtc - zoneOf(zone).offsetAt(near);
  } catch {
    // Not a real date: a thirteenth month, a 30 February.
    return null;
  }
}
