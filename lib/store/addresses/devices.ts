import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keyedHash } from '../keyed-hash.ts';
import { addressKey, addressSort } from '../keys.ts';
import { holds, type Table } from '../table.ts';

/** Late news of a device comes within days: until then it must be known who named it last. */
const keptAfterReleaseMs = 30 * 86_400_000;

interface DeviceItem {
  /** Everybody whose profile may name the device. */
  readonly users?: ReadonlySet<string>;
  /** Who named it last, and when that was so. */
  readonly owner?: string;
  readonly ownedAt?: number;
}

/**
 * Whose device a push token leads to: whoever named it last.
 *
 * @param key the hash's key
 */
export function devices({ client, name }: Table, key: () => Promise<string>) {
  const keyOf = async (token: string) => ({
    pk: addressKey('push', await keyedHash(token, key)),
    sk: addressSort,
  });
  const read = async (token: string): Promise<DeviceItem> => {
    const Key = await keyOf(token);
    const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
    return (Item ?? {}) as DeviceItem;
  };

  return {
    /** @see AddressBook.claim */
    async claim(token: string, user: string, at: number) {
      const Key = await keyOf(token);
      let item: DeviceItem = {};
      const isTheirs = await holds(
        client
          .send(
            new UpdateCommand({
              TableName: name,
              Key,
              UpdateExpression: 'SET #owner = :user, ownedAt = :at ADD #users :users REMOVE #ttl',
              // Two who name it in the same moment: one of them, the same in whatever order they come.
              ConditionExpression:
                'attribute_not_exists(ownedAt) OR ownedAt < :at OR (ownedAt = :at AND (attribute_not_exists(#owner) OR #owner <= :user))',
              ExpressionAttributeNames: { '#owner': 'owner', '#users': 'users', '#ttl': 'ttl' },
              ExpressionAttributeValues: { ':user': user, ':at': at, ':users': new Set([user]) },
              ReturnValues: 'ALL_NEW',
            }),
          )
          .then(({ Attributes }) => {
            item = (Attributes ?? {}) as DeviceItem;
          }),
      );
      if (!isTheirs) {
        const { owner, ownedAt, users = [] } = await read(token);
        // Theirs by later news of themselves.
        if (owner === user) return { isTheirs: true, others: [...users].filter((each) => each !== user) };
        return { isTheirs, others: [], ...(owner === undefined && ownedAt !== undefined && { freeSince: ownedAt }) };
      }
      return { isTheirs, others: [...(item.users ?? [])].filter((each) => each !== user) };
    },

    /** @see AddressBook.dispossess */
    async dispossess(token: string, former: string, owner: string): Promise<void> {
      await holds(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: await keyOf(token),
            UpdateExpression: 'DELETE #users :former',
            ConditionExpression: '#owner = :owner',
            ExpressionAttributeNames: { '#users': 'users', '#owner': 'owner' },
            ExpressionAttributeValues: { ':former': new Set([former]), ':owner': owner },
          }),
        ),
      );
    },

    /** @see AddressBook.release */
    async release(token: string, user: string, now: number): Promise<readonly string[]> {
      const Key = await keyOf(token);
      const update = { TableName: name, Key, ReturnValues: 'ALL_NEW' } as const;
      const names = { '#owner': 'owner', '#users': 'users' };
      const values = { ':user': user, ':users': new Set([user]) };
      // The time stays for a while: what somebody else named before it must not come back.
      const owned = await holds(
        client.send(
          new UpdateCommand({
            ...update,
            UpdateExpression: 'SET #ttl = :ttl DELETE #users :users REMOVE #owner',
            ConditionExpression: '#owner = :user',
            ExpressionAttributeNames: { ...names, '#ttl': 'ttl' },
            ExpressionAttributeValues: { ...values, ':ttl': Math.floor((now + keptAfterReleaseMs) / 1000) },
          }),
        ),
      );
      if (!owned) {
        await holds(
          client.send(
            new UpdateCommand({
              ...update,
              UpdateExpression: 'DELETE #users :users',
              ConditionExpression: 'contains(#users, :user)',
              ExpressionAttributeNames: { '#users': 'users' },
              ExpressionAttributeValues: values,
            }),
          ),
        );
      }
      return [...((await read(token)).users ?? [])];
    },
  };
}
