import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { iso } from '../domain/instant.ts';
import { expiry, inboxPrefix, inboxSort, personKey } from './keys.ts';
import { holds, type Table } from './table.ts';

/** An in-app message as its person finds it. */
export interface InboxMessage {
  readonly touchId: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly title: string;
  readonly body: string;
  readonly url?: string;
}

/** How many messages one look shows: the newest. */
const shown = 50;

export function inbox({ client, name }: Table) {
  return {
    /**
     * Idempotent: putting the message of the same touch again changes nothing.
     *
     * @param at when the touch was claimed, epoch milliseconds
     */
    async put(user: string, message: Omit<InboxMessage, 'at'>, at: number): Promise<void> {
      const when = iso(at);
      const item = { pk: personKey(user), sk: inboxSort(when, message.touchId), at: when, ...message, ttl: expiry(at) };
      await holds(
        client.send(new PutCommand({ TableName: name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' })),
      );
    },

    /** Newest first. */
    async list(user: string): Promise<readonly InboxMessage[]> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :person AND begins_with(sk, :inbox)',
          ExpressionAttributeValues: { ':person': personKey(user), ':inbox': inboxPrefix },
          Limit: shown,
          ScanIndexForward: false,
        }),
      );
      return Items.map(({ pk: _pk, sk: _sk, ttl: _ttl, ...message }) => message as InboxMessage);
    },
  };
}
