import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { bucket } from '../domain/assign.ts';
import { type Counted, dayOf, type Tally } from '../domain/tally.ts';
import * as ambient from './ambient.ts';
import { expiry } from './keys.ts';
import type { Table } from './table.ts';
import type { Action } from './transactions.ts';

/** One day's counters about one thing are spread over this many items by the person whose they are. */
export const shards = 10;
/** And over so many at most, at random, while transactions meet on them. */
const mostShards = 640;
/** Items stay spread for so long after the last such meeting. */
const crowdedMs = 60_000;

const journeyKey = (journey: string) => `JOURNEY#${journey}`;

export type Counters = ReturnType<typeof tallies>;

/**
 * Counters per journey, day, subject and group. They hold no user id. They are added to in the very transaction that
 * causes them, and a transaction is refused while another has its item: where many are under way at once, an environment
 * spreads its own over more items. Readers add up however many there are.
 */
export function tallies({ client, name }: Table, now = ambient.now) {
  let spread = shards;
  let crowdedAt = Number.NEGATIVE_INFINITY;

  const shardOf = (user: string): number => {
    if (now() - crowdedAt > crowdedMs) spread = shards;
    return Math.floor((spread === shards ? bucket('tally', user) : ambient.random()) * spread);
  };

  return {
    /** What adds to the counters, one action an item. */
    actions(all: readonly Tally[]): Action[] {
      const items = new Map<string, { about: Tally; add: Record<string, number> }>();
      for (const tally of all) {
        const { journey, group, at, of, user } = tally;
        const key = [journey, group, dayOf(at), of, user].join('#');
        const item = items.get(key) ?? { about: tally, add: {} };
        for (const [counter, value] of Object.entries(tally.add)) {
          item.add[counter] = (item.add[counter] ?? 0) + value;
        }
        items.set(key, item);
      }
      return [...items.values()].flatMap(({ about, add }) => {
        const counters = Object.entries(add);
        return counters.length === 0 ? [] : [{ Update: updateOf(name, about, counters, shardOf(about.user)) }];
      });
    },

    /** Transactions met on an item. */
    crowded(): void {
      spread = Math.min(mostShards, spread * 2);
      crowdedAt = now();
    },

    /**
     * A journey's counters from one day to another, both included, the shards of each added up: a read whose size hangs on
     * days, channels and arms, never on people.
     *
     * @param from epoch milliseconds, likewise `to`
     */
    async read(journey: string, from: number, to: number): Promise<Counted[]> {
      const rows = new Map<string, Counted>();
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: name,
            KeyConditionExpression: 'pk = :journey AND sk BETWEEN :from AND :to',
            // "$" follows "#", so that every item of the last day lies before it.
            ExpressionAttributeValues: {
              ':journey': journeyKey(journey),
              ':from': `${dayOf(from)}#`,
              ':to': `${dayOf(to)}$`,
            },
            ...(start && { ExclusiveStartKey: start }),
          }),
        );
        for (const { pk: _pk, sk, ttl: _ttl, ...add } of page.Items ?? []) merge(rows, String(sk), add);
        start = page.LastEvaluatedKey;
      } while (start);
      return [...rows.values()];
    },
  };
}

/** What adds counts to a write. @throws where a function was given no counters to add to */
export function actionsOf(counters: Pick<Counters, 'actions'> | undefined, counts: readonly Tally[] = []): Action[] {
  if (counts.length === 0) return [];
  if (!counters) throw new Error('a write causes counts, but its store was made without counters; give it tallies()');
  return counters.actions(counts);
}

function updateOf(
  TableName: string,
  { journey, group, at, of }: Tally,
  counters: readonly (readonly [string, number])[],
  shard: number,
): NonNullable<Action['Update']> {
  return {
    TableName,
    Key: { pk: journeyKey(journey), sk: `${dayOf(at)}#${of}#${group}#${shard}` },
    UpdateExpression: `SET #ttl = if_not_exists(#ttl, :ttl) ADD ${counters.map((_, index) => `#c${index} :c${index}`).join(', ')}`,
    ExpressionAttributeNames: {
      '#ttl': 'ttl',
      ...Object.fromEntries(counters.map(([key], index) => [`#c${index}`, key])),
    },
    ExpressionAttributeValues: {
      ':ttl': expiry(at),
      ...Object.fromEntries(counters.map(([, value], index) => [`:c${index}`, value])),
    },
  };
}

function merge(rows: Map<string, Counted>, sk: string, add: Readonly<Record<string, unknown>>): void {
  const [day = '', of, group] = sk.split('#');
  const key = `${day}#${of}#${group}`;
  const sums: Record<string, number> = { ...rows.get(key)?.add };
  for (const [counter, value] of Object.entries(add)) sums[counter] = (sums[counter] ?? 0) + Number(value);
  rows.set(key, { day, of: of as Counted['of'], group: group as Counted['group'], add: sums });
}
