import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Erasure } from '../domain/erasure/erasure.ts';
import { emptyLedger, type Ledger } from '../domain/ledger.ts';
import type { Profile } from '../domain/profile.ts';
import { ledgerSort, personKey, profileSort } from './keys.ts';
import { decodeLedger, encodeLedger, type LedgerItem } from './ledger-codec.ts';
import { holds, type Table } from './table.ts';

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
 */
export function people({ client, name }: Table, erasedBefore: ErasedBefore | null) {
  const write = (user: string, sk: string, item: object, version: number) =>
    holds(
      client.send(
        new PutCommand({
          TableName: name,
          Item: { pk: personKey(user), sk, ...item, v: version + 1 },
          ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'v = :version',
          ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
        }),
      ),
    );

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

    writeLedger: (user: string, ledger: Ledger): Promise<boolean> =>
      write(user, ledgerSort, encodeLedger(ledger), ledger.version),

    writeProfile: (user: string, profile: Profile, version: number): Promise<boolean> =>
      write(user, profileSort, profile, version),
  };
}
