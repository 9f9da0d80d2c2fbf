import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Channel } from '../domain/channel.ts';
import type { Suppression } from '../domain/ledger.ts';
import type { SoftBounce } from '../domain/mailbox/soft-bounces.ts';
import type { AddressedChannel } from '../domain/profile.ts';
import { addressItem } from './addresses.ts';
import { personKey, touchPrefix } from './keys.ts';
import { pages } from './pages.ts';
import { holds, type Table } from './table.ts';

/** As stored, on the item of the address: `<epoch ms> <touch id>`, oldest first, between commas: one text can be compared. */
interface MailboxItem {
  readonly users?: ReadonlySet<string>;
  readonly reason?: Suppression['reason'];
  readonly at?: number;
  readonly word?: 'stop' | 'start';
  readonly wordAt?: number;
  readonly softBounces?: string;
}

/** Messages that an address turned away in a row, beside whose it is. @param key the key of the addresses' hash */
export function softBounces({ client, name }: Table, key: () => Promise<string>) {
  const read = async (channel: AddressedChannel, address: string): Promise<MailboxItem> => {
    const Key = await addressItem(channel, address, key);
    const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
    return (Item ?? {}) as MailboxItem;
  };

  return {
    /** @see SoftBounces.read */
    async read(channel: AddressedChannel, address: string) {
      const item = await read(channel, address);
      const inRow = decode(item.softBounces ?? '');
      return { users: [...(item.users ?? [])], suppression: suppressionOf(item), inRow };
    },

    /** @see SoftBounces.write */
    async write(
      channel: AddressedChannel,
      address: string,
      before: readonly SoftBounce[],
      { inRow, suppress }: { readonly inRow: readonly SoftBounce[]; readonly suppress?: Suppression },
    ): Promise<boolean> {
      const unchanged = before.length > 0 ? '#soft = :before' : 'attribute_not_exists(#soft)';
      const set = [
        ...(inRow.length > 0 ? ['#soft = :soft'] : []),
        ...(suppress ? ['#reason = :reason', '#at = :at'] : []),
      ];
      return holds(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: await addressItem(channel, address, key),
            UpdateExpression: [
              ...(set.length > 0 ? [`SET ${set.join(', ')}`] : []),
              ...(inRow.length > 0 ? [] : ['REMOVE #soft']),
            ].join(' '),
            ConditionExpression: `${unchanged} AND attribute_not_exists(#reason)`,
            ExpressionAttributeNames: { '#soft': 'softBounces', '#reason': 'reason', ...(suppress && { '#at': 'at' }) },
            ...((before.length > 0 || set.length > 0) && {
              ExpressionAttributeValues: {
                ...(before.length > 0 && { ':before': encode(before) }),
                ...(inRow.length > 0 && { ':soft': encode(inRow) }),
                ...(suppress && { ':reason': suppress.reason, ':at': suppress.at }),
              },
            }),
          }),
        ),
      );
    },

    /** @see SoftBounces.lift */
    async lift(channel: AddressedChannel, address: string, at: number) {
      const item = await read(channel, address);
      if (item.reason === 'soft-bounced' && (item.at ?? 0) < at) {
        // A STOP that came while it was suppressed has waited underneath.
        const stopped = item.word === 'stop' && item.wordAt !== undefined;
        await holds(
          client.send(
            new UpdateCommand({
              TableName: name,
              Key: await addressItem(channel, address, key),
              UpdateExpression: stopped
                ? 'SET #reason = :stopped, #at = :wordAt REMOVE #soft'
                : 'REMOVE #reason, #at, #soft',
              ConditionExpression: '#reason = :soft AND #at < :at',
              ExpressionAttributeNames: { '#reason': 'reason', '#at': 'at', '#soft': 'softBounces' },
              ExpressionAttributeValues: {
                ':soft': 'soft-bounced',
                ':at': at,
                ...(stopped && { ':stopped': 'unsubscribed', ':wordAt': item.wordAt }),
              },
            }),
          ),
        );
      }
      // As it is now, also when an earlier attempt lifted it and died before it told the ledgers.
      const after = await read(channel, address);
      return { users: [...(after.users ?? [])], suppression: suppressionOf(after) };
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

const suppressionOf = ({ reason, at }: MailboxItem): Suppression | null =>
  reason === undefined || at === undefined ? null : { reason, at };
