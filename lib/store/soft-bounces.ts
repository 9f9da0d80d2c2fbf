import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Channel } from '../domain/channel.ts';
import type { SoftBounce } from '../domain/mailbox/soft-bounces.ts';
import type { AddressedChannel } from '../domain/profile.ts';
import { addressItem } from './addresses.ts';
import { personKey, touchPrefix } from './keys.ts';
import { pages } from './pages.ts';
import { holds, type Table } from './table.ts';

/** As stored, on the item of the address: `<epoch ms> <touch id>`, oldest first, between commas: one text can be compared. */
interface MailboxItem {
  readonly users?: ReadonlySet<string>;
  readonly softBounces?: string;
}

/** Messages that an address turned away in a row, beside whose it is. @param key the key of the addresses' hash */
export function softBounces({ client, name }: Table, key: () => Promise<string>) {
  return {
    /** @see SoftBounces.read */
    async read(channel: AddressedChannel, address: string) {
      const Key = await addressItem(channel, address, key);
      const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
      const item = (Item ?? {}) as MailboxItem;
      return { users: [...(item.users ?? [])], inRow: decode(item.softBounces ?? '') };
    },

    /** @see SoftBounces.write */
    async write(
      channel: AddressedChannel,
      address: string,
      before: readonly SoftBounce[],
      inRow: readonly SoftBounce[],
    ): Promise<boolean> {
      const values = {
        ...(before.length > 0 && { ':before': encode(before) }),
        ...(inRow.length > 0 && { ':soft': encode(inRow) }),
      };
      return holds(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: await addressItem(channel, address, key),
            UpdateExpression: inRow.length > 0 ? 'SET #soft = :soft' : 'REMOVE #soft',
            ConditionExpression: before.length > 0 ? '#soft = :before' : 'attribute_not_exists(#soft)',
            ExpressionAttributeNames: { '#soft': 'softBounces' },
            ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
          }),
        ),
      );
    },

    /** @see SoftBounces.clear */
    async clear(channel: AddressedChannel, address: string): Promise<void> {
      await client.send(
        new UpdateCommand({
          TableName: name,
          Key: await addressItem(channel, address, key),
          UpdateExpression: 'REMOVE #soft',
          ExpressionAttributeNames: { '#soft': 'softBounces' },
        }),
      );
    },

    /** @see SoftBounces.lastDelivered. Asked when a row is full, which is rare: it reads the person's touches. */
    async lastDelivered(user: string, channel: Channel, since: number): Promise<number | undefined> {
      const asked = {
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :person AND begins_with(sk, :touches)',
        FilterExpression: '#channel = :channel AND #delivered >= :since',
        ProjectionExpression: '#delivered',
        ExpressionAttributeNames: { '#channel': 'channel', '#delivered': 'delivered' },
        ExpressionAttributeValues: {
          ':person': personKey(user),
          ':touches': touchPrefix,
          ':channel': channel,
          ':since': since,
        },
      };
      let last: number | undefined;
      for await (const items of pages((from) => client.send(new QueryCommand({ ...asked, ...from })))) {
        for (const { delivered } of items) last = Math.max(last ?? 0, Number(delivered));
      }
      return last;
    },
  };
}

const encode = (inRow: readonly SoftBounce[]): string => inRow.map(({ touch, at }) => `${at} ${touch}`).join(',');

const decode = (text: string): SoftBounce[] =>
  text.split(',').flatMap((each) => {
    const [at = '', touch] = each.split(' ');
    return touch === undefined ? [] : [{ touch, at: Number(at) }];
  });
