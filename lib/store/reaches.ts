import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Channel } from '../domain/channel.ts';
import { type FunnelLevel, funnelLevels } from '../domain/tally/touches.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import { expiry, personKey, reachSort } from './keys.ts';
import type { Table } from './table.ts';
import type { Action } from './transactions.ts';

/** Levels that a run's messages on a channel reached for the first time. */
export interface Reached {
  readonly channel: Channel;
  readonly levels: readonly FunnelLevel[];
}

/** How far a run's messages on a channel reached, beside the person's touches. */
export function reaches({ client, name }: Table) {
  return {
    /** @see Reaches.read */
    async read({ user, run }: Pick<TouchRef, 'user' | 'run'>, channel: Channel): Promise<ReadonlySet<FunnelLevel>> {
      const Key = { pk: personKey(user), sk: reachSort(run, channel) };
      const { Item = {} } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
      return new Set(funnelLevels.filter((level) => Item[level] !== undefined));
    },
  };
}

/** Marks levels as reached, on condition that none of them was before. */
export function markReached(
  TableName: string,
  { user, run }: Pick<TouchRef, 'user' | 'run'>,
  { channel, levels }: Reached,
  at: number,
): NonNullable<Action['Update']> {
  return {
    TableName,
    Key: { pk: personKey(user), sk: reachSort(run, channel) },
    UpdateExpression: `SET ${levels.map((level) => `#${level} = :at`).join(', ')}, #ttl = if_not_exists(#ttl, :ttl)`,
    ConditionExpression: levels.map((level) => `attribute_not_exists(#${level})`).join(' AND '),
    ExpressionAttributeNames: { ...Object.fromEntries(levels.map((level) => [`#${level}`, level])), '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':at': at, ':ttl': expiry(at) },
  };
}
