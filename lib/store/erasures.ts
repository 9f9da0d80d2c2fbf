import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { wantIn } from '../domain/delivery/given-up.ts';
import type { ErasureMark } from '../domain/erasure/erasure.ts';
import type { Ledger } from '../domain/ledger.ts';
import type { Profile } from '../domain/profile.ts';
import { type TouchRef, touchId } from '../domain/touch-id.ts';
import { noteKey } from './given-up.ts';
import { keyedHash } from './keyed-hash.ts';
import {
  erasureKey,
  erasureSort,
  ledgerSort,
  linkKey,
  linkSort,
  messageKey,
  messageSort,
  personKey,
  profileSort,
  touchOf,
  touchPrefix,
} from './keys.ts';
import { decodeLedger, type ErasingItem, type LedgerItem } from './ledger-codec.ts';
import { type LinkIds, linkIds } from './link-ids.ts';
import { pages } from './pages.ts';
import { type ItemKey, removeAll } from './removal.ts';
import { holds, type Table } from './table.ts';

/** Queues and buses deliver again for days at most: older news than this of an erased person does not come. */
const keptMs = 30 * 86_400_000;

/** What an erasure finds of a person. */
export interface Erasable {
  readonly ledger: Ledger;
  /** Of the ledger's item, the mark of an erasure included; 0 for none. */
  readonly version: number;
  readonly mark: ErasureMark | null;
}

/**
 * Erasures: the mark in the ledger while one is under way, and afterwards a keyed hash of the user id alone, so that
 * news from before is not taken for new.
 *
 * @param key the key of the hashes, and of the ids of short links
 */
export function erasures(table: Table, key: () => Promise<string>) {
  const { client, name } = table;
  const keyOf = async (user: string) => ({ pk: erasureKey(await keyedHash(`user ${user}`, key)), sk: erasureSort });
  const links = linkIds(key);

  return {
    /** @see Erasures.find */
    async find(user: string): Promise<Erasable> {
      const Key = { pk: personKey(user), sk: ledgerSort };
      const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
      const item = Item as LedgerItem | undefined;
      return {
        ledger: decodeLedger(item),
        version: item?.v ?? 0,
        mark: item?.erasing ? decodeMark(item.erasing) : null,
      };
    },

    /** @see Erasures.mark */
    mark(user: string, mark: ErasureMark, version: number): Promise<boolean> {
      const item = { pk: personKey(user), sk: ledgerSort, v: version + 1, erasing: encodeMark(mark) };
      return holds(
        client.send(
          new PutCommand({
            TableName: name,
            Item: item,
            ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'v = :version',
            ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
          }),
        ),
      );
    },

    /** @see Erasures.remember */
    async remember(user: string, at: number): Promise<void> {
      const item = { ...(await keyOf(user)), at, ttl: Math.floor((at + keptMs) / 1000) };
      await holds(
        client.send(
          new PutCommand({
            TableName: name,
            Item: item,
            ConditionExpression: 'attribute_not_exists(pk) OR #at < :at',
            ExpressionAttributeNames: { '#at': 'at' },
            ExpressionAttributeValues: { ':at': at },
          }),
        ),
      );
    },

    /** @returns when this person was erased, epoch milliseconds; `null` when not, or too long ago to matter */
    async last(user: string): Promise<number | null> {
      const { Item } = await client.send(
        new GetCommand({ TableName: name, Key: await keyOf(user), ConsistentRead: true }),
      );
      return typeof Item?.at === 'number' ? Item.at : null;
    },

    /** @see Erasures.profile */
    async profile(user: string): Promise<{ readonly profile: Profile; readonly version: number } | null> {
      const Key = { pk: personKey(user), sk: profileSort };
      const { Item } = await client.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }));
      if (!Item) return null;
      const { pk: _pk, sk: _sk, v, ...profile } = Item;
      return { profile: profile as Profile, version: Number(v) };
    },

    /** @see Erasures.removeProfile */
    removeProfile(user: string, version: number): Promise<boolean> {
      return holds(
        client.send(
          new DeleteCommand({
            TableName: name,
            Key: { pk: personKey(user), sk: profileSort },
            ConditionExpression: 'v = :version',
            ExpressionAttributeValues: { ':version': version },
          }),
        ),
      );
    },

    /** @see Erasures.removeItems */
    async removeItems(user: string, { runs }: ErasureMark): Promise<void> {
      const asked = {
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :person',
        ExpressionAttributeValues: { ':person': personKey(user) },
        ProjectionExpression: 'pk, sk, #links, #outcome, #provider, #providerId, #reason, #at',
        ExpressionAttributeNames: {
          '#links': 'links',
          '#outcome': 'outcome',
          '#provider': 'provider',
          '#providerId': 'providerId',
          '#reason': 'reason',
          '#at': 'at',
        },
      };
      const recorded = new Set<string>();
      for await (const items of pages((from) => client.send(new QueryCommand({ ...asked, ...from })))) {
        const theirs: ItemKey[] = [];
        const elsewhere: ItemKey[] = [];
        for (const { pk, sk, ...item } of items) {
          const sort = String(sk);
          if (sort === ledgerSort || sort === profileSort) continue;
          theirs.push({ pk: String(pk), sk: sort });
          if (!sort.startsWith(touchPrefix)) continue;
          const touch = touchOf(user, sort);
          if (item.outcome !== undefined) recorded.add(touchId(touch));
          elsewhere.push(...(await leftBy(touch, item, links)));
        }
        // What a touch left elsewhere goes before it: without the touch nobody would find it.
        await removeAll(table, elsewhere);
        await removeAll(table, theirs);
      }
      const claimed = runs.flatMap(({ id, step }) => (step === undefined ? [] : [{ user, run: id, step }]));
      const unrecorded = claimed.filter((touch) => !recorded.has(touchId(touch)));
      await removeAll(table, (await Promise.all(unrecorded.map((touch) => leftBy(touch, {}, links)))).flat());
    },

    /** @see Erasures.finish */
    async finish(user: string, at: number): Promise<void> {
      await holds(
        client.send(
          new DeleteCommand({
            TableName: name,
            Key: { pk: personKey(user), sk: ledgerSort },
            ConditionExpression: '#erasing.#at = :at',
            ExpressionAttributeNames: { '#erasing': 'erasing', '#at': 'at' },
            ExpressionAttributeValues: { ':at': at },
          }),
        ),
      );
    },
  };
}

const encodeMark = ({ at, runs }: ErasureMark): ErasingItem => ({
  at,
  runs: runs.map(({ id, journey, step }) => (step === undefined ? [id, journey] : [id, journey, step])),
});

const decodeMark = ({ at, runs }: ErasingItem): ErasureMark => ({
  at,
  runs: runs.map(([id, journey, step]) => ({ id, journey, ...(step !== undefined && { step }) })),
});

/** A touch that died before its outcome was recorded stored at most so many links. */
const linksInDoubt = 10;

/**
 * Keys of the items of one touch that lie outside of its person's partition: short links, a provider's name for it, and
 * the note that it was given up.
 */
async function leftBy(
  touch: TouchRef,
  item: Readonly<Record<string, unknown>>,
  links: LinkIds,
): Promise<readonly ItemKey[]> {
  const { links: stored, outcome, provider, providerId, reason, at } = item;
  const count = typeof stored === 'number' ? stored : outcome === undefined || outcome === 'unknown' ? linksInDoubt : 0;
  return [
    ...(typeof at === 'number' && typeof reason === 'string' && wantIn(reason) ? [noteKey(touch, at)] : []),
    ...(await links.of(touch, count)).map((id) => ({ pk: linkKey(id), sk: linkSort })),
    ...(typeof provider === 'string' && typeof providerId === 'string'
      ? [{ pk: messageKey(provider, providerId), sk: messageSort }]
      : []),
  ];
}
