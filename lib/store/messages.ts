import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TouchRef } from '../domain/touch-id.ts';
import { expiry, messageKey, messageSort } from './keys.ts';
import type { Table } from './table.ts';

/** Touches by the name that a provider gave their message, for providers that echo nothing of ours. */
export function messages({ client, name }: Table) {
  const keyOf = (provider: string, messageId: string) => ({ pk: messageKey(provider, messageId), sk: messageSort });

  return {
    /** @param at epoch milliseconds */
    async remember(provider: string, messageId: string, touch: TouchRef, at: number): Promise<void> {
      const Item = { ...keyOf(provider, messageId), ...touch, ttl: expiry(at) };
      await client.send(new PutCommand({ TableName: name, Item }));
    },

    async find(provider: string, messageId: string): Promise<TouchRef | null> {
      const Key = keyOf(provider, messageId);
      const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
      return Item ? { user: String(Item.user), run: String(Item.run), step: String(Item.step) } : null;
    },
  };
}
