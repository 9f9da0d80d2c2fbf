import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ConsentEvidence } from '../domain/consent.ts';
import { fromIso } from '../domain/instant.ts';
import { emptyLedger, type Ledger } from '../domain/ledger.ts';
import type { Profile } from '../domain/profile.ts';
import type { RefusedEntry } from '../domain/refused-entry.ts';
import type { TouchRecord } from '../domain/touch-record.ts';
import { consentPrefix, ledgerSort, personKey, profileSort, refusalPrefix, touchPrefix } from './keys.ts';
import { decodeLedger, type LedgerItem } from './ledger-codec.ts';
import type { Table } from './table.ts';
import { decodeTouch, type TouchItem } from './touches.ts';

/** An item as it lies in the table. */
export type StoredItem = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** A touch with its place. */
export interface StoredTouch extends TouchRecord {
  readonly run: string;
  readonly step: string;
}

/** Everything under one person's id. */
export interface Dossier {
  readonly ledger: Ledger;
  readonly profile: Profile | null;
  readonly touches: readonly StoredTouch[];
  readonly refusals: readonly RefusedEntry[];
  /** All of it, as stored, in the table's order. */
  readonly items: readonly StoredItem[];
}

/** Reads all that is kept under a person's id, page by page: for people who ask, never for a touch. */
export async function readDossier({ client, name }: Table, user: string): Promise<Dossier> {
  const items: StoredItem[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :person',
        ExpressionAttributeValues: { ':person': personKey(user) },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...((page.Items ?? []) as StoredItem[]));
    from = page.LastEvaluatedKey;
  } while (from);
  const ledger = items.find(({ sk }) => sk === ledgerSort);
  const profile = items.find(({ sk }) => sk === profileSort);
  return {
    ledger: ledger ? decodeLedger(ledger as unknown as LedgerItem) : emptyLedger,
    profile: profile ? profileIn(profile) : null,
    touches: items.filter(({ sk }) => sk.startsWith(touchPrefix)).map(touchIn),
    refusals: items.filter(({ sk }) => sk.startsWith(refusalPrefix)).map((item) => item as unknown as RefusedEntry),
    items,
  };
}

/** What was said about consent, as kept. */
export function evidenceIn(items: readonly StoredItem[]): ConsentEvidence[] {
  return items
    .filter(({ sk }) => sk.startsWith(consentPrefix))
    .map(({ pk: _pk, sk: _sk, at, ...said }) => ({ ...said, at: fromIso(String(at)) }) as unknown as ConsentEvidence);
}

function profileIn({ pk: _pk, sk: _sk, v: _version, ...profile }: StoredItem): Profile {
  return profile as unknown as Profile;
}

function touchIn(item: StoredItem): StoredTouch {
  const [run = '', step = ''] = item.sk.slice(touchPrefix.length).split('#');
  return { run, step, ...decodeTouch(item as unknown as TouchItem) };
}
