import type { Fields } from './fields.ts';
import type { IngestRules, Told } from './mapping.ts';

/** A person's yes or no in one category. */
export interface Preference {
  readonly yes: boolean;
  /** ISO 8601; when they said so, if it is known. */
  readonly occurredAt?: string | undefined;
  /** True where it repeats what the platform has on record. */
  readonly restated: boolean;
}

/**
 * `consent.changed` for each category that the program maps. A record that repeats itself adds what we never heard and
 * outvotes no no, so that a stale yes in the platform undoes nobody's unsubscribe.
 *
 * @param base the `userId` and `eventId` of each
 */
export function readConsents(
  platform: string,
  preferences: Readonly<Record<string, Preference>>,
  base: Fields,
  { consent }: IngestRules,
): Told[] {
  return Object.entries(consent).flatMap(([category, { channel, basis, purpose }]) => {
    const preference = Object.hasOwn(preferences, category) ? preferences[category] : undefined;
    if (!preference) return [];
    const { yes, occurredAt, restated } = preference;
    const detail = {
      ...base,
      ...(occurredAt !== undefined && { occurredAt }),
      channel,
      ...(purpose && { purpose }),
      status: yes ? 'granted' : 'withdrawn',
      ...(yes && { basis }),
      ...(yes && restated && { restated }),
      source: `${platform}: ${category}`,
    };
    return [{ type: 'consent.changed', detail }];
  });
}
