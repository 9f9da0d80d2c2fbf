import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { hear, type LastWord, type Said } from '../domain/last-word.ts';
import type { Suppression } from '../domain/ledger.ts';
import type { AddressedChannel } from '../domain/profile.ts';
import { keyedHash } from './keyed-hash.ts';
import { addressKey, addressSort } from './keys.ts';
import { holds, type Table } from './table.ts';

interface AddressItem {
  readonly users?: ReadonlySet<string>;
  readonly reason?: Suppression['reason'];
  readonly at?: number;
  /** The last STOP or START: what, when, by which message, and the STOP that a START undid. */
  readonly word?: LastWord['word'];
  readonly wordAt?: number;
  readonly wordBy?: string;
  readonly undid?: number;
}

/** Two words from one number in the same moment are a rare thing; five in a row are a fault. */
const attempts = 5;

/**
 * Who is behind an address, and whether it may be written to. The address is stored as a keyed hash, so the table does
 * not say it, and suppression outlives the person's data.
 *
 * @param key the hash's key; asked for once an address is looked up
 */
export function addresses({ client, name }: Table, key: () => Promise<string>) {
  const keyOf = (channel: AddressedChannel, address: string) => addressItem(channel, address, key);
  const update = async (
    channel: AddressedChannel,
    address: string,
    change: Partial<UpdateCommandInput>,
  ): Promise<AddressItem> => {
    const Key = await keyOf(channel, address);
    const { Attributes } = await client.send(
      new UpdateCommand({ TableName: name, Key, ReturnValues: 'ALL_NEW', ...change }),
    );
    return (Attributes ?? {}) as AddressItem;
  };
  const read = async (channel: AddressedChannel, address: string): Promise<AddressItem> => {
    const Key = await keyOf(channel, address);
    const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
    return (Item ?? {}) as AddressItem;
  };

  return {
    /** Whether an address may be written to, without a change to it. */
    async look(channel: AddressedChannel, address: string): Promise<Suppression | null> {
      const { reason, at } = await read(channel, address);
      return reason === undefined || at === undefined ? null : { reason, at };
    },

    async link(channel: AddressedChannel, address: string, user: string): Promise<Suppression | null> {
      const users = { ':user': new Set([user]) };
      const linked = await update(channel, address, {
        UpdateExpression: 'ADD #users :user',
        ExpressionAttributeNames: { '#users': 'users' },
        ExpressionAttributeValues: users,
      });
      return suppressionOf(linked);
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

    async users(channel: AddressedChannel, address: string): Promise<readonly string[]> {
      return [...((await read(channel, address)).users ?? [])];
    },

    /** @see AddressBook.hear */
    async hear(channel: AddressedChannel, address: string, said: Said) {
      for (let lost = 0; lost < attempts; lost++) {
        const item = await read(channel, address);
        const hearing = hear(lastWordOf(item), said);
        const about = { users: [...(item.users ?? [])], suppression: suppressionOf(item) };
        if (hearing.heard !== 'first') return { ...hearing, ...about };
        const change = speak(item, hearing.last);
        let after: AddressItem = {};
        const written = await holds(
          update(channel, address, change).then((next) => {
            after = next;
          }),
        );
        if (written) return { ...hearing, users: [...(after.users ?? [])], suppression: suppressionOf(after) };
      }
      throw new Error(`an address was written by others ${attempts} times in a row; trying again later helps`);
    },
  };
}

/** The key of an address's item. @param key the hash's key */
export async function addressItem(channel: AddressedChannel, address: string, key: () => Promise<string>) {
  const hash = await keyedHash(normal(channel, address), key);
  return { pk: addressKey(channel, hash), sk: addressSort };
}

/** One mailbox, one key: case does not matter in practice, in domain nor local part. Phone numbers are E.164 already. */
const normal = (channel: AddressedChannel, address: string) =>
  channel === 'email' ? address.trim().toLowerCase() : address.trim();

const suppressionOf = ({ reason, at }: AddressItem): Suppression | null =>
  reason === undefined || at === undefined ? null : { reason, at };

function lastWordOf({ word, wordAt, wordBy, undid }: AddressItem): LastWord | null {
  if (word === undefined || wordAt === undefined || wordBy === undefined) return null;
  return { word, at: wordAt, by: wordBy, ...(undid !== undefined && { undid }) };
}

/** Writes the word, and with it what it means for the suppression, unless either changed since the item was read. */
function speak(before: AddressItem, { word, at, by, undid }: LastWord): Partial<UpdateCommandInput> {
  const lifts = word === 'start' && before.reason === 'unsubscribed';
  const suppresses = word === 'stop' && before.reason === undefined;
  const unchanged = (name: string, value: unknown) =>
    value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}Before`;
  const names = ['word', 'wordAt', 'wordBy', 'undid', 'reason', ...(lifts || suppresses ? ['at'] : [])];
  const values = {
    ':word': word,
    ':wordAt': at,
    ':wordBy': by,
    ':undid': undid,
    ':wordByBefore': before.wordBy,
    ':reasonBefore': before.reason,
    ...(suppresses && { ':reason': 'unsubscribed', ':at': at }),
  };
  const set = [
    'word',
    'wordAt',
    'wordBy',
    ...(undid === undefined ? [] : ['undid']),
    ...(suppresses ? ['reason', 'at'] : []),
  ];
  const remove = [...(undid === undefined ? ['undid'] : []), ...(lifts ? ['reason', 'at'] : [])];
  return {
    UpdateExpression: [
      `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`,
      ...(remove.length > 0 ? [`REMOVE ${remove.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: `${unchanged('wordBy', before.wordBy)} AND ${unchanged('reason', before.reason)}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  };
}
