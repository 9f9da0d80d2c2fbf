import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { consentKey, isWithdrawn } from '../../domain/consent.ts';
import type { PushToken } from '../../domain/profile.ts';
import { ledgerSort, personKey, profileSort } from '../keys.ts';
import { decodeLedger, type LedgerItem } from '../ledger-codec.ts';
import { projection } from '../projection.ts';
import type { Table } from '../table.ts';

/** What a person's items say that their addresses should know. */
export interface Existing {
  readonly user: string;
  readonly kind: 'ledger' | 'profile';
  /** When they withdrew from marketing by email, epoch milliseconds, where that holds. */
  readonly withdrawn?: number;
  /** Their devices, and when the list was last told, epoch milliseconds. */
  readonly push?: readonly PushToken[];
  readonly toldPush?: number;
}

interface Row {
  readonly pk: string;
  readonly sk: string;
  readonly c?: LedgerItem['c'];
  readonly push?: readonly PushToken[];
  readonly told?: { readonly push?: number };
}

/** Everybody's withdrawals and devices, page by page, ledgers and profiles each by themselves. */
export function existing({ client, name }: Table) {
  return {
    /** @param after the `next` of an earlier page, to go on behind it */
    async *pages(after?: string): AsyncGenerator<{ readonly found: readonly Existing[]; readonly next?: string }> {
      let from: Record<string, unknown> | undefined = after === undefined ? undefined : JSON.parse(after);
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new ScanCommand({
            TableName: name,
            FilterExpression: 'sk IN (:ledger, :profile)',
            ...projection([['sk'], ['c'], ['push'], ['told', 'push']]),
            ExpressionAttributeValues: { ':ledger': ledgerSort, ':profile': profileSort },
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        from = LastEvaluatedKey;
        yield { found: (Items as Row[]).map(existingIn), ...(from && { next: JSON.stringify(from) }) };
      } while (from);
    },
  };
}

function existingIn({ pk, sk, c, push, told }: Row): Existing {
  const user = pk.slice(personKey('').length);
  if (sk === profileSort) {
    return { user, kind: 'profile', ...(push && { push }), ...(told?.push !== undefined && { toldPush: told.push }) };
  }
  const record = decodeLedger({ v: 0, ...(c && { c }) }).consents[consentKey('email', 'marketing')];
  return {
    user,
    kind: 'ledger',
    ...(isWithdrawn(record) && record?.withdrawn !== undefined && { withdrawn: record.withdrawn }),
  };
}
