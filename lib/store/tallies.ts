import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { bucket } from '../domain/assign.ts';
import { iso } from '../domain/instant.ts';
import type { Tally } from '../domain/tally.ts';
import { expiry } from './keys.ts';
import type { Table } from './table.ts';

/** Writers of one day's counters are spread over this many items, far below the 1,000 writes a second of one item. */
export const shards = 10;

/** Counters per journey, day, subject and group. They hold no user id. */
export function tallies({ client, name }: Table) {
  return {
    async add({ journey, group, at, user, of, add }: Tally): Promise<void> {
      const counters = Object.entries(add);
      if (counters.length === 0) return;
      const shard = Math.floor(bucket('tally', user) * shards);
      await client.send(
        new UpdateCommand({
          TableName: name,
          Key: { pk: `JOURNEY#${journey}`, sk: `${iso(at).slice(0, 10)}#${of}#${group}#${shard}` },
          UpdateExpression: `SET #ttl = if_not_exists(#ttl, :ttl) ADD ${counters.map((_, index) => `#c${index} :c${index}`).join(', ')}`,
          ExpressionAttributeNames: {
            '#ttl': 'ttl',
            ...Object.fromEntries(counters.map(([key], index) => [`#c${index}`, key])),
          },
          ExpressionAttributeValues: {
            ':ttl': expiry(at),
            ...Object.fromEntries(counters.map(([, value], index) => [`:c${index}`, value])),
          },
        }),
      );
    },
  };
}
