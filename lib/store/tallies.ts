import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { bucket } from '../domain/assign.ts';
import { type Counted, dayOf, type Tally } from '../domain/tally.ts';
import { expiry } from './keys.ts';
import type { Table } from './table.ts';

/** Writers of one day's counters are spread over this many items, far below the 1,000 writes a second of one item. */
export const shards = 10;

const journeyKey = (journey: string) => `JOURNEY#${journey}`;

/** Counters per journey, day, subject and group. They hold no user id. */
export function tallies({ client, name }: Table) {
  return {
    async add({ journey, group, at, user, of, add }: Tally): Promise<void> {
      const counters = Object.entries(add);
      if (counters.length === 0) return;
      const shard = Math.floor(bucket('tally', user) * shards);
      await client.send(
        new UpdateCommand({
          TableName: name,
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
        }),
      );
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

function merge(rows: Map<string, Counted>, sk: string, add: Readonly<Record<string, unknown>>): void {
  const [day = '', of, group] = sk.split('#');
  const key = `${day}#${of}#${group}`;
  const sums: Record<string, number> = { ...rows.get(key)?.add };
  for (const [counter, value] of Object.entries(add)) sums[counter] = (sums[counter] ?? 0) + Number(value);
  rows.set(key, { day, of: of as Counted['of'], group: group as Counted['group'], add: sums });
}
