import { fieldOf } from '../lib/domain/events/profile-fields.ts';
import type { RefusedField } from '../lib/domain/events/reading.ts';
import { count } from './metrics.ts';
import { withoutContacts } from './without-contacts.ts';

/** Names of traits in one log line. */
const mostNamed = 10;

/**
 * Says and counts which fields of an event could not be used: one line a field of the contract, whose name is the metric's dimension, so
 * its values are few. Names and rules only.
 *
 * @param ids for the log line: ids only
 */
export function countRefused(refused: readonly RefusedField[], ids: Readonly<Record<string, unknown>>): void {
  for (const [field, all] of Map.groupBy(refused, fieldOf)) {
    const named = all.slice(0, mostNamed).map(({ field: path, rule }) => `${path.slice(0, 100)}: ${rule}`);
    const more = all.length > mostNamed ? { more: all.length - mostNamed } : {};
    const line = { level: 'warn', message: 'field refused', ...ids, refused: withoutContacts(named), ...more };
    count('FieldRefused', { Field: field }, line);
  }
}
