import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Suppression } from '../domain/ledger.ts';
import type { AddressedChannel } from '../domain/profile.ts';
import { keyedHash } from './keyed-hash.ts';
import { addressKey, addressSort } from './keys.ts';
import type { Table } from './table.ts';

interface AddressItem {
  readonly users?: ReadonlySet<string>;
  readonly reason?: Suppression['reason'];
  readonly at?: number;
}

/**
 * Who is behind an address, and whether it may be written to. The address is stored as a keyed hash, so the table does
 * not say it, and suppression outlives the person's data.
 *
 * @param key the hash's key; asked for once an address is looked up
 */
export function addresses({ client, name }: Table, key: () => Promise<string>) {
  const update = async (
    channel: AddressedChannel,
    address: string,
    change: Partial<UpdateCommandInput>,
  ): Promise<AddressItem> => {
    const hash = await keyedHash(normal(channel, address), key);
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: name,
        Key: { pk: addressKey(channel, hash), sk: addressSort },
        ReturnValues: 'ALL_NEW',
        ...change,
      }),
    );
    return (Attributes ?? {}) as AddressItem;
  };

  return {
    /** Whether an address may be written to, without a change to it. */
    async look(channel: AddressedChannel, address: string): Promise<Suppression | null> {
      const Key = { pk: addressKey(channel, await keyedHash(normal(channel, address), key)), sk: addressSort };
      const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
      const { reason, at } = (Item ?? {}) as AddressItem;
      return reason === undefined || at === undefined ? null : { reason, at };
    },

    async link(channel: AddressedChannel, address: string, user: string): Promise<Suppression | null> {
      const users = { ':user': new Set([user]) };
      const { reason, at } = await update(channel, address, {
        UpdateExpression: 'ADD #users :user',
        ExpressionAttributeNames: { '#users': 'users' },
        ExpressionAttributeValues: users,
      });
      return reason === undefined || at === undefined ? null : { reason, at };
    },

    async unlink(channel: AddressedChannel, address: string, user: string): Promise<readonly string[]> {
      const { users } = await update(channel, address, {
        UpdateExpression: 'DELETE #users :user',
        ExpressionAttributeNames: { '#users': 'users' },
        ExpressionAttributeValues: { ':user': new Set([user]) },
      });
      return [...(users ?? [])];
    },

    async suppress(
      channel: AddressedChannel,
      address: string,
      { reason, at }: Suppression,
    ): Promise<readonly string[]> {
      const { users } = await update(channel, address, {
        UpdateExpression: 'SET #reason = :reason, #at = :at',
        ExpressionAttributeNames: { '#reason': 'reason', '#at': 'at' },
        ExpressionAttributeValues: { ':reason': reason, ':at': at },
      });
      return [...(users ?? [])];
    },
  };
}

/** One mailbox, one key: case does not matter in practice, in domain nor local part. Phone numbers are E.164 already. */
const normal = (channel: AddressedChannel, address: string) =>
  channel === 'email' ? address.trim().toLowerCase() : address.trim();
