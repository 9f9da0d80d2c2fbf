import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keyedHash } from './keyed-hash.ts';
import { erasureKey, erasureSort } from './keys.ts';
import type { Table } from './table.ts';

/** Queues and buses deliver again for days at most: older news than this of an erased person does not come. */
const keptMs = 30 * 86_400_000;

/**
 * That somebody was erased, known by a keyed hash of their id alone, so that news from before is not taken for new.
 *
 * @param key the hash's key
 */
export function erasures({ client, name }: Table, key: () => Promise<string>) {
  const keyOf = async (user: string) => ({ pk: erasureKey(await keyedHash(`user ${user}`, key)), sk: erasureSort });
  return {
    /** @param at epoch milliseconds */
    async remember(user: string, at: number): Promise<void> {
      const item = { ...(await keyOf(user)), at, ttl: Math.floor((at + keptMs) / 1000) };
      await client.send(new PutCommand({ TableName: name, Item: item }));
    },

    /** @returns when this person was erased, epoch milliseconds; `null` when not, or too long ago to matter */
    async last(user: string): Promise<number | null> {
      const { Item } = await client.send(
        new GetCommand({ TableName: name, Key: await keyOf(user), ConsistentRead: true }),
      );
      return typeof Item?.at === 'number' ? Item.at : null;
    },
  };
}
