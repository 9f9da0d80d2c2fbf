import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Erasure } from '../domain/erasure/erasure.ts';
import type { Beside } from '../domain/ledger/beside.ts';
import type { FollowUp } from '../domain/ledger/follow-up.ts';
import { emptyLedger, type Ledger } from '../domain/ledger.ts';
import type { Profile } from '../domain/profile.ts';
import { ledgerSort, personKey, profileSort } from './keys.ts';
import { decodeLedger, encodeLedger, followUpAttributes, type LedgerItem } from './ledger-codec.ts';
import { marshallable } from './marshallable.ts';
import { holds, type Table } from './table.ts';
import { actionsOf, type Counters } from './tallies.ts';
import { holdTouch, settleTouch } from './touch-writes.ts';
import { type Action, writeTogether } from './transactions.ts';

interface ProfileItem extends Profile {
  readonly v: number;
}

interface StoredPerson {
  readonly ledger: Ledger;
  readonly profile: Profile | null;
  readonly profileVersion: number;
  readonly erasure: Erasure | null;
}

/** Whether somebody without a ledger was erased before. */
export interface ErasedBefore {
  last(user: string): Promise<number | null>;
}

/**
 * Ledgers and profiles: one read for both, one conditional write for each.
 *
 * @param erasedBefore asked for whoever has no ledger; `null` for functions that never write of anybody without one
 * @param counters for writes that cause counts
 */
export function people({ client, name }: Table, erasedBefore: ErasedBefore | null, counters?: Counters) {
  const put = (user: string, sk: string, item: object, version: number): NonNullable<Action['Put']> => ({
    TableName: name,
    Item: marshalled({ pk: personKey(user), sk, ...item, v: version + 1 }),
    ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'v = :version',
    ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
  });

  return {
    /** @see People.read */
    async read(user: string): Promise<StoredPerson> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :person AND sk BETWEEN :ledger AND :profile',
          ExpressionAttributeValues: { ':person': personKey(user), ':ledger': ledgerSort, ':profile': profileSort },
        }),
      );
      const ledger = Items.find(({ sk }) => sk === ledgerSort) as LedgerItem | undefined;
      if (ledger?.erasing) {
        const erasure = { at: ledger.erasing.at, state: 'under-way' } as const;
        return { ledger: emptyLedger, profile: null, profileVersion: 0, erasure };
      }
      const found = Items.find(({ sk }) => sk === profileSort) as
        | (ProfileItem & { pk: string; sk: string })
        | undefined;
      const at = ledger ? ledger.b : ((await erasedBefore?.last(user)) ?? undefined);
      const erasure =
        at === undefined ? null : { at, state: ledger || found ? ('returned' as const) : ('done' as const) };
      if (!found) return { ledger: decodeLedger(ledger), profile: null, profileVersion: 0, erasure };
      const { pk: _pk, sk: _sk, v, ...profile } = found;
      return { ledger: decodeLedger(ledger), profile, profileVersion: v, erasure };
    },

    /** @see People.writeLedger */
    writeLedger(user: string, ledger: Ledger, { counts, settled, held }: Beside = {}): Promise<boolean> {
      const compose = (): Action[] => [
        { Put: put(user, ledgerSort, encodeLedger(ledger), ledger.version) },
        ...(settled ? [{ Update: settleTouch(name, settled.touch, settled.outcome) }] : []),
        ...(held ? [{ Update: holdTouch(name, held.touch, held.hold) }] : []),
        ...actionsOf(counters, counts),
      ];
      return writeTogether(client, compose, counters?.crowded);
    },

    /** @see People.followedUp */
    async followedUp(user: string, run: string, what: readonly FollowUp[]): Promise<void> {
      const places = what.map((each) => `#runs.#run.#${followUpAttributes[each]}`);
      const attributes = what.map((each) => followUpAttributes[each]);
      await holds(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: { pk: personKey(user), sk: ledgerSort },
            // The version moves on, or whoever read the ledger before would write back what is removed here.
            UpdateExpression: `SET #v = #v + :one REMOVE ${places.join(', ')}`,
            ConditionExpression: places.map((place) => `attribute_exists(${place})`).join(' OR '),
            ExpressionAttributeNames: {
              '#v': 'v',
              '#runs': 'r',
              '#run': run,
              ...Object.fromEntries(attributes.map((attribute) => [`#${attribute}`, attribute])),
            },
            ExpressionAttributeValues: { ':one': 1 },
          }),
        ),
      );
    },

    writeProfile: (user: string, profile: Profile, version: number): Promise<boolean> =>
      holds(client.send(new PutCommand(put(user, profileSort, profile, version)))),
  };
}

/** The keys of an item itself are ours, so it stays an object. */
const marshalled = (item: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, marshallable(value)]));
