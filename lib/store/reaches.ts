import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Channel } from '../domain/channel.ts';
import type { FunnelLevel } from '../domain/tally/touches.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import { expiry, personKey, reachSort } from './keys.ts';
import { holds, type Table } from './table.ts';

/** How far a run's messages on a channel reached, beside the person's touches. */
export function reaches({ client, name }: Table) {
  return {
    /** @see Reaches.mark */
    mark(
      { user, run }: Pick<TouchRef, 'user' | 'run'>,
      channel: Channel,
      level: FunnelLevel,
      at: number,
    ): Promise<boolean> {
      return holds(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: { pk: personKey(user), sk: reachSort(run, channel) },
            UpdateExpression: 'SET #level = :at, #ttl = if_not_exists(#ttl, :ttl)',
            ConditionExpression: 'attribute_not_exists(#level)',
            ExpressionAttributeNames: { '#level': level, '#ttl': 'ttl' },
            ExpressionAttributeValues: { ':at': at, ':ttl': expiry(at) },
          }),
        ),
      );
    },
  };
}
