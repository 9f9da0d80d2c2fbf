import { linkId, unkeyedLinkId } from '../domain/link.ts';
import { type TouchRef, touchId } from '../domain/touch-id.ts';

/**
 * Finds the links of a touch without an index, by the ids that they were given.
 *
 * @param secret the key of link ids; asked for once a touch may have links
 */
export function linkIds(secret: () => Promise<string>) {
  return {
    /** @param count so many links at most; each is named as it is today and as it was before ids had a key */
    async of(touch: TouchRef, count: number): Promise<readonly string[]> {
      if (count === 0) return [];
      const [id, key] = [touchId(touch), await secret()];
      return Array.from({ length: count }, (_, place) => [linkId(id, place, key), unkeyedLinkId(id, place)]).flat();
    },
  };
}

export type LinkIds = ReturnType<typeof linkIds>;
