import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { emptyLedger, type Ledger } from '../domain/ledger.ts';
import type { Profile } from '../domain/profile.ts';
import { ledgerSort, messageKey, messageSort, personKey, profileSort } from './keys.ts';
import { decodeLedger, encodeLedger, type LedgerItem } from './ledger-codec.ts';
import { holds, type Table } from './table.ts';

interface ProfileItem extends Profile {
  readonly v: number;
}

/** Ledgers and profiles: one read for both, one conditional write for each. */
export function people({ client, name }: Table) {
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
    async read(user: string): Promise<{ ledger: Ledger; profile: Profile | null; profileVersion: number }> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :person AND sk BETWEEN :ledger AND :profile',
          ExpressionAttributeValues: { ':person': personKey(user), ':ledger': ledgerSort, ':profile': profileSort },
        }),
      );
      const ledger = Items.find(({ sk }) => sk === ledgerSort) as LedgerItem | undefined;
      const found = Items.find(({ sk }) => sk === profileSort) as
        | (ProfileItem & { pk: string; sk: string })
        | undefined;
      if (!found) return { ledger: ledger ? decodeLedger(ledger) : emptyLedger, profile: null, profileVersion: 0 };
      const { pk: _pk, sk: _sk, v, ...profile } = found;
      return { ledger: decodeLedger(ledger), profile, profileVersion: v };
    },

    writeLedger: (user: string, ledger: Ledger): Promise<boolean> =>
      write(user, ledgerSort, encodeLedger(ledger), ledger.version),

    /** Page by page; the ledger goes first, so that nothing more is claimed while the rest goes. */
    async erase(user: string): Promise<void> {
      const person = personKey(user);
      const remove = (sk: string, pk = person) => client.send(new DeleteCommand({ TableName: name, Key: { pk, sk } }));
      await remove(ledgerSort);
      let from: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: name,
            ConsistentRead: true,
            KeyConditionExpression: 'pk = :person',
            ExpressionAttributeValues: { ':person': person },
            ProjectionExpression: 'sk, #provider, providerId',
            ExpressionAttributeNames: { '#provider': 'provider' },
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        for (const { sk, provider, providerId } of page.Items ?? []) {
          // While the touch is there, it tells which message names this person; after it, nothing would.
          if (provider && providerId) await remove(messageSort, messageKey(String(provider), String(providerId)));
          await remove(String(sk));
        }
        from = page.LastEvaluatedKey;
      } while (from);
    },

    writeProfile: (user: string, profile: Profile, version: number): Promise<boolean> =>
      write(user, profileSort, profile, version),
  };
}
