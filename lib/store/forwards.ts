import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { forwardSort, personKey } from './keys.ts';
import { holds, type Table } from './table.ts';

/** Longer than EventBridge, Lambda and dead letters together keep an event. */
const keptMs = 16 * 86_400_000;

/** What was forwarded to services that count a repeated event again, by service and event. */
export function forwards({ client, name }: Table) {
  const keyOf = (user: string, destination: string, { id }: { id: string }) => ({
    pk: personKey(user),
    sk: forwardSort(destination, id),
  });
  return {
    claim(user: string, destination: string, event: { id: string; at: number }): Promise<boolean> {
      const Item = { ...keyOf(user, destination, event), ttl: Math.floor((event.at + keptMs) / 1000) };
      return holds(
        client.send(new PutCommand({ TableName: name, Item, ConditionExpression: 'attribute_not_exists(pk)' })),
      );
    },

    async release(user: string, destination: string, event: { id: string }): Promise<void> {
      await client.send(new DeleteCommand({ TableName: name, Key: keyOf(user, destination, event) }));
    },
  };
}
