import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TouchRef } from '../domain/touch-id.ts';
import { messageKey, messageSort } from './keys.ts';
import type { Table } from './table.ts';

/** WhatsApp tries for 30 days to deliver and tells of it then; a receipt of a text takes 72 hours at most. */
const keptMs = 31 * 86_400_000;

/** Which touch a message was, by what its provider calls it. */
export function messages({ client, name }: Table) {
  return {
    /** @see Messages.remember */
    async remember(provider: string, messageId: string, { user, run, step }: TouchRef, at: number): Promise<void> {
      const key = { pk: messageKey(provider, messageId), sk: messageSort };
      const item = { ...key, user, run, step, ttl: Math.floor((at + keptMs) / 1000) };
      await client.send(new PutCommand({ TableName: name, Item: item }));
    },

    /** @see Messages.find */
    async find(provider: string, messageId: string): Promise<TouchRef | null> {
      const key = { pk: messageKey(provider, messageId), sk: messageSort };
      const { Item } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
      if (!Item) return null;
      const { user, run, step } = Item as unknown as TouchRef;
      return { user, run, step };
    },
  };
}
