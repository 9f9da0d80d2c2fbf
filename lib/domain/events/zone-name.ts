import { isZone } from '../zone.ts';
import { longestField, type Reading, visible } from './reading.ts';

const rule = 'a time zone is an IANA name, like Europe/Berlin';

/** A name or link of the time zone database, or a fixed offset such as `+05:30`; stored as it is told. */
export function readZone(told: unknown): Reading<string> {
  if (typeof told !== 'string' || told.length > longestField) return { rule };
  const name = visible(told);
  return isZone(name) ? { value: name } : { rule };
}
