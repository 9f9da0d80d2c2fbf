import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { iso } from '../domain/instant.ts';
import type { RefusedEntry } from '../domain/refused-entry.ts';
import { expiry, personKey, refusalSort } from './keys.ts';
import type { Table } from './table.ts';

/** Entries that a journey refused, kept as long as touches are, for whoever asks why nothing came. */
export function refusals({ client, name }: Table) {
  return {
    async note(user: string, { journey, event, at, why, refusedAt = at }: RefusedEntry): Promise<void> {
      const key = { pk: personKey(user), sk: refusalSort(iso(at), journey, event) };
      await client.send(
        new PutCommand({
          TableName: name,
          Item: { ...key, journey, event, at, why, refusedAt, ttl: expiry(refusedAt) },
        }),
      );
    },
  };
}
