import { isDeepStrictEqual } from 'node:util';
import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import {
  type AddressState,
  heard,
  left,
  type OptIn,
  optedIn,
  optedOut,
  reinstated,
  suppressed,
  taking,
} from '../domain/address/state.ts';
import type { Hearing, Said } from '../domain/last-word.ts';
import type { Suppression } from '../domain/ledger.ts';
import { type AddressedChannel, type HeldChannel, normalAddress } from '../domain/profile.ts';
import { devices } from './addresses/devices.ts';
import { type AddressItem, changeTo, stateOf } from './addresses/item.ts';
import * as ambient from './ambient.ts';
import { keyedHash } from './keyed-hash.ts';
import { addressKey, addressSort } from './keys.ts';
import { holds, type Table } from './table.ts';

/** Two statements about one address in the same moment are a rare thing; ten in a row are a fault. */
const attempts = 10;

/** Who is behind an address, and what is known of it. */
interface Behind {
  readonly users: readonly string[];
  readonly state: AddressState;
}

/**
 * Who is behind an address, and whether it may be written to. The address is stored as a keyed hash, so the table does
 * not say it, and suppression outlives the person's data.
 *
 * @param key the hash's key; asked for once an address is looked up
 * @param now epoch milliseconds
 */
export function addresses(table: Table, key: () => Promise<string>, now = ambient.now) {
  const { client, name } = table;
  const owned = devices(table, key);
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
  /** Reads, decides and writes the state of an address; writes nothing where the decision changes nothing. */
  const change = async (
    channel: AddressedChannel,
    address: string,
    decide: (before: Behind) => AddressState,
  ): Promise<Behind> => {
    for (let lost = 0; lost < attempts; lost++) {
      const item = await read(channel, address);
      const before = behind(item);
      const state = decide(before);
      if (isDeepStrictEqual(state, before.state)) return before;
      let after: AddressItem = {};
      const written = await holds(
        update(channel, address, changeTo(state, item)).then((next) => {
          after = next;
        }),
      );
      if (written) return behind(after);
    }
    throw new Error(`an address was written by others ${attempts} times in a row; trying again later helps`);
  };

  return {
    /** @see AddressBook.look */
    look: async (channel: AddressedChannel, address: string): Promise<Behind> => behind(await read(channel, address)),

    async link(channel: AddressedChannel, address: string, user: string): Promise<Behind> {
      const linked = await update(channel, address, {
        UpdateExpression: 'ADD #users :user',
        ExpressionAttributeNames: { '#users': 'users' },
        ExpressionAttributeValues: { ':user': new Set([user]) },
      });
      return behind(linked);
    },

    claim: owned.claim,
    dispossess: owned.dispossess,

    /** @see AddressBook.release */
    async release(channel: HeldChannel, address: string, user: string): Promise<readonly string[]> {
      if (channel === 'push') return owned.release(address, user, now());
      let item: AddressItem | undefined;
      // An address that lists nobody by this id needs no item.
      await holds(
        update(channel, address, {
          UpdateExpression: 'DELETE #users :users',
          ConditionExpression: 'contains(#users, :user)',
          ExpressionAttributeNames: { '#users': 'users' },
          ExpressionAttributeValues: { ':users': new Set([user]), ':user': user },
        }).then((next) => {
          item = next;
        }),
      );
      const after = behind(item ?? (await read(channel, address)));
      if (!Object.hasOwn(after.state.optOuts, user)) return after.users;
      return (await change(channel, address, ({ state }) => left(state, channel, user))).users;
    },

    suppress: (channel: AddressedChannel, address: string, suppression: Suppression): Promise<Behind> =>
      change(channel, address, ({ state }) => suppressed(state, channel, suppression)),

    /** @see AddressBook.reinstate */
    reinstate: (channel: AddressedChannel, address: string, at: number): Promise<Behind> =>
      change(channel, address, ({ state }) => reinstated(state, channel, at)),

    /** @see AddressBook.taking */
    taking: (channel: AddressedChannel, address: string, at: number): Promise<Behind> =>
      change(channel, address, ({ state }) => taking(state, at)),

    /** @see AddressBook.optOut */
    optOut: (channel: AddressedChannel, address: string, no: { user: string | null; at: number }): Promise<Behind> =>
      change(channel, address, ({ state }) => optedOut(state, channel, no)),

    optIn: (channel: AddressedChannel, address: string, yes: OptIn): Promise<Behind> =>
      change(channel, address, ({ state }) => optedIn(state, channel, yes)),

    async users(channel: AddressedChannel, address: string): Promise<readonly string[]> {
      return behind(await read(channel, address)).users;
    },

    /** @see AddressBook.hear */
    async hear(channel: AddressedChannel, address: string, said: Said): Promise<Hearing & Behind> {
      let hearing: Hearing | undefined;
      const after = await change(channel, address, ({ state }) => {
        const answer = heard(state, channel, said);
        hearing = answer.hearing;
        return answer.state;
      });
      // The decision is asked at least once before anything is answered.
      return { ...(hearing as Hearing), ...after };
    },
  };
}

/** The key of an address's item. @param key the hash's key */
export async function addressItem(channel: AddressedChannel, address: string, key: () => Promise<string>) {
  const hash = await keyedHash(normalAddress(channel, address), key);
  return { pk: addressKey(channel, hash), sk: addressSort };
}

const behind = (item: AddressItem): Behind => ({ users: [...(item.users ?? [])], state: stateOf(item) });
