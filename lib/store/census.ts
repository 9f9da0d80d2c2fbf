import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Audience, askedOf } from '../domain/audience.ts';
import type { Ledger } from '../domain/ledger.ts';
import type { Profile } from '../domain/profile.ts';
import { ledgerSort, profileSort } from './keys.ts';
import { decodeLedger, type LedgerItem } from './ledger-codec.ts';
import { projection } from './projection.ts';
import type { Table } from './table.ts';

/** What reaches a person, and where their law is told by. */
const reach = ['email', 'phone', 'whatsapp', 'push', 'timezone', 'country', 'region'].map((field) => [field]);
/** Of the ledger: consents, suppressions and the mailbox's opt-out. */
const permission = [['c'], ['s'], ['m']];

interface Row {
  readonly pk: string;
  readonly sk: string;
}

/**
 * Everybody with a profile, by parallel scan, each with their ledger: a scan is paid by what it passes, so the second costs
 * nothing. Eventually consistent, which a count may be.
 */
export function census({ client, name }: Table) {
  return {
    /** @see Census.pages */
    async *pages(where: { number: number; of: number; audience: Audience; after?: string | undefined }) {
      const { number, of, audience, after } = where;
      const query = {
        TableName: name,
        Segment: number,
        TotalSegments: of,
        FilterExpression: 'sk IN (:ledger, :profile)',
        ExpressionAttributeValues: { ':ledger': ledgerSort, ':profile': profileSort },
        ...projection([['sk'], ...askedOf(audience), ...reach, ...permission]),
      };
      let rows: Row[] = [];
      let from = after === undefined ? undefined : keyAt(after);
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new ScanCommand({ ...query, ...(from && { ExclusiveStartKey: from }) }),
        );
        from = LastEvaluatedKey as Row | undefined;
        rows = [...rows, ...(Items as Row[])];
        // A ledger's profile follows it at once: one at the very end of a page waits for the next.
        if (from && rows.at(-1)?.sk === ledgerSort) continue;
        yield { people: peopleOf(rows), next: from && JSON.stringify([from.pk, from.sk]) };
        rows = [];
      } while (from);
    },
  };
}

function keyAt(place: string): Row {
  const [pk, sk] = JSON.parse(place) as [string, string];
  return { pk, sk };
}

function peopleOf(rows: readonly Row[]): { profile: Profile; ledger: Ledger }[] {
  return rows.flatMap((row, at) => {
    if (row.sk !== profileSort) return [];
    const { pk, sk: _sk, ...told } = row;
    const before = rows[at - 1];
    const ledger = before?.pk === pk && before.sk === ledgerSort ? (before as Row & Omit<LedgerItem, 'v'>) : undefined;
    const profile: Profile = { traits: {}, scores: {}, engaged: {}, told: {}, ...told };
    return [{ profile, ledger: decodeLedger(ledger && { v: 0, ...ledger }) }];
  });
}
