import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { fnv32a } from '../domain/assign.ts';
import type { GivenUpTouch } from '../domain/delivery/given-up.ts';
import { dayMs } from '../domain/duration.ts';
import type { Tally } from '../domain/tally.ts';
import { readTouchId, type TouchRef, touchId } from '../domain/touch-id.ts';
import type { SettledTouch } from '../domain/touch-record.ts';
import { holds } from './holds.ts';
import { givenUpKey, personKey, touchSort } from './keys.ts';
import { pages } from './pages.ts';
import type { Table } from './table.ts';
import { actionsOf, type Counters } from './tallies.ts';
import { writeTogether } from './transactions.ts';

/** As long as somebody may come back to an outage. */
const keptMs = 30 * dayMs;
/** An outage that ends for everybody at once is written to so many partitions a day. */
const shards = 8;

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/**
 * Where a touch that was given up is noted: outside of its person's partition, so that all of a day are found without a
 * scan.
 *
 * @param at when it was given up: the `at` of its record, epoch milliseconds
 */
export function noteKey(touch: TouchRef, at: number): { readonly pk: string; readonly sk: string } {
  const sk = touchId(touch);
  return { pk: givenUpKey(dayOf(at), fnv32a(sk) % shards), sk };
}

interface NoteItem extends Omit<GivenUpTouch, 'touch'> {
  readonly sk: string;
}

/**
 * Touches that were given up for want of a provider. Their records say so themselves; the notes are the list of them.
 *
 * @param counters for sending again, which is counted
 */
export function givenUp({ client, name }: Table, counters?: Counters) {
  const record = ({ user, run, step }: TouchRef) => ({ pk: personKey(user), sk: touchSort(run, step) });

  return {
    /** @see GivenUp.note */
    async note({ touch, ...about }: GivenUpTouch): Promise<void> {
      const ttl = Math.floor((about.at + keptMs) / 1000);
      await client.send(new PutCommand({ TableName: name, Item: { ...noteKey(touch, about.at), ...about, ttl } }));
    },

    /** @see GivenUp.close */
    async close(touch: TouchRef, at: number): Promise<void> {
      await client.send(new DeleteCommand({ TableName: name, Key: noteKey(touch, at) }));
    },

    /** @see GivenUp.claim */
    claim(touch: TouchRef, invocation: string): Promise<boolean> {
      return holds(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: record(touch),
            UpdateExpression: 'SET #outcome = :unknown, #again = :mine',
            // The client may repeat a write whose answer was lost: one's own claim is won.
            ConditionExpression: '#outcome = :failed OR #again = :mine',
            ExpressionAttributeNames: { '#outcome': 'outcome', '#again': 'again' },
            ExpressionAttributeValues: { ':unknown': 'unknown', ':failed': 'failed', ':mine': invocation },
          }),
        ),
      );
    },

    /** @see GivenUp.settle */
    async settle(
      touch: TouchRef,
      invocation: string,
      { decision, ...settled }: SettledTouch,
      counts: readonly Tally[],
    ): Promise<void> {
      const set = { ...settled, decision: JSON.stringify(decision) };
      const given = Object.entries(set).filter(([, value]) => value !== undefined);
      const gone = settled.reason === undefined ? ' REMOVE #reason' : '';
      const update = {
        TableName: name,
        Key: record(touch),
        UpdateExpression: `SET ${given.map(([key]) => `#${key} = :${key}`).join(', ')}${gone}`,
        ConditionExpression: '#again = :mine',
        ExpressionAttributeNames: {
          ...Object.fromEntries(given.map(([key]) => [`#${key}`, key])),
          '#again': 'again',
          ...(gone !== '' && { '#reason': 'reason' }),
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(given.map(([key, value]) => [`:${key}`, value])),
          ':mine': invocation,
        },
      };
      await writeTogether(client, () => [{ Update: update }, ...actionsOf(counters, counts)], counters?.crowded);
    },

    /** Those that were given up from one day to another day by day. Times in epoch milliseconds. */
    async *list(since: number, until: number): AsyncGenerator<GivenUpTouch> {
      for (let day = Math.floor(since / dayMs) * dayMs; day <= until; day += dayMs) {
        for (let shard = 0; shard < shards; shard += 1) {
          const asked = {
            TableName: name,
            KeyConditionExpression: 'pk = :day',
            FilterExpression: '#at >= :since',
            ExpressionAttributeNames: { '#at': 'at' },
            ExpressionAttributeValues: { ':day': givenUpKey(dayOf(day), shard), ':since': since },
          };
          for await (const items of pages((from) => client.send(new QueryCommand({ ...asked, ...from })))) {
            for (const item of items as unknown as readonly NoteItem[]) {
              const touch = readTouchId(item.sk);
              const { at, journey, channel, provider, reason } = item;
              if (touch) yield { touch, at, journey, channel, provider, reason };
            }
          }
        }
      }
    },
  };
}
