import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ShortLink } from '../domain/link.ts';
import { readTouchId, type TouchRef, touchId } from '../domain/touch-id.ts';
import { expiry, linkKey, linkSort } from './keys.ts';
import { holds, type Table } from './table.ts';

/** Short links, by id: where each leads, and whose touch it is. They are kept as long as touches. */
export function links({ client, name }: Table) {
  return {
    /** Idempotent: an id is made of touch and place, so the same link again changes nothing. */
    async store(links: readonly ShortLink[], touch: TouchRef, at: number): Promise<void> {
      await Promise.all(
        links.map(({ id, url }) => {
          const Item = { pk: linkKey(id), sk: linkSort, url, touch: touchId(touch), ttl: expiry(at) };
          return holds(
            client.send(new PutCommand({ TableName: name, Item, ConditionExpression: 'attribute_not_exists(pk)' })),
          );
        }),
      );
    },

    async find(id: string): Promise<{ readonly url: string; readonly touch: TouchRef | null } | null> {
      const Key = { pk: linkKey(id), sk: linkSort };
      const { Item } = await client.send(new GetCommand({ TableName: name, Key }));
      return Item ? { url: String(Item.url), touch: readTouchId(String(Item.touch)) } : null;
    },
  };
}
