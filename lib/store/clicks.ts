import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Channel } from '../domain/channel.ts';
import type { FollowedLink } from '../domain/machines/clicks.ts';
import type { Tally } from '../domain/tally.ts';
import type { TouchRef } from '../domain/touch-id.ts';
import { personKey, reachSort, touchSort } from './keys.ts';
import type { Table } from './table.ts';
import { actionsOf, type Counters } from './tallies.ts';
import { decodeTouch, type TouchItem } from './touches.ts';
import { writeTogether } from './transactions.ts';

/** So many clicks of one message are kept apart: more tell nothing new, and the item stays small. */
const mostFollowed = 40;

/** Beside a touch's record: `<epoch ms> <link>` for each click, and when its person had engaged before the first. */
interface FollowedItem {
  readonly followed?: ReadonlySet<string>;
  readonly engagedBefore?: number;
}

/** Which links of a message were followed, and when, on the touch's own item. @param counters for what is taken back */
export function clicks({ client, name }: Table, counters: Counters) {
  const keyOf = ({ user, run, step }: TouchRef) => ({ pk: personKey(user), sk: touchSort(run, step) });
  const known = (item: object) => ({
    record: decodeTouch(item as TouchItem),
    followed: [...((item as FollowedItem).followed ?? [])].map(decode),
    engaged: (item as FollowedItem).engagedBefore || undefined,
  });

  return {
    /** @see Clicks.follow */
    async follow(touch: TouchRef, followed: FollowedLink, engaged: number | undefined) {
      try {
        const { Attributes = {} } = await client.send(
          new UpdateCommand({
            TableName: name,
            Key: keyOf(touch),
            UpdateExpression: 'SET #before = if_not_exists(#before, :before) ADD #followed :followed',
            ConditionExpression:
              'attribute_exists(pk) AND (attribute_not_exists(#followed) OR size(#followed) < :most)',
            ExpressionAttributeNames: { '#before': 'engagedBefore', '#followed': 'followed' },
            ExpressionAttributeValues: {
              ':before': engaged ?? 0,
              ':followed': new Set([encode(followed)]),
              ':most': mostFollowed,
            },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return known(Attributes);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const { Item } = await client.send(
          new GetCommand({ TableName: name, Key: keyOf(touch), ConsistentRead: true }),
        );
        return Item ? known(Item) : null;
      }
    },

    /** @see Clicks.takeBack */
    takeBack(touch: TouchRef, [from, until]: readonly [number, number], counts: readonly Tally[]): Promise<boolean> {
      const update = {
        TableName: name,
        Key: keyOf(touch),
        UpdateExpression: 'REMOVE #clicked, #reason',
        ConditionExpression: '#clicked BETWEEN :from AND :until',
        ExpressionAttributeNames: { '#clicked': 'clicked', '#reason': 'clickedReason' },
        ExpressionAttributeValues: { ':from': from, ':until': until },
      };
      return writeTogether(client, () => [{ Update: update }, ...actionsOf(counters, counts)], counters.crowded);
    },

    /** @see Clicks.unreach */
    unreach(
      { user, run }: Pick<TouchRef, 'user' | 'run'>,
      channel: Channel,
      level: 'opened' | 'clicked',
      at: number,
      counts: readonly Tally[],
    ): Promise<boolean> {
      const update = {
        TableName: name,
        Key: { pk: personKey(user), sk: reachSort(run, channel) },
        UpdateExpression: 'REMOVE #level',
        ConditionExpression: '#level = :at',
        ExpressionAttributeNames: { '#level': level },
        ExpressionAttributeValues: { ':at': at },
      };
      return writeTogether(client, () => [{ Update: update }, ...actionsOf(counters, counts)], counters.crowded);
    },
  };
}

const encode = ({ link, at }: FollowedLink): string => `${at} ${link}`;

function decode(text: string): FollowedLink {
  const [at = '', link = ''] = text.split(' ');
  return { at: Number(at), link };
}
