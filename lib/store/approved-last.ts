import { gunzipSync, gzipSync } from 'node:zlib';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { approvalKey } from './keys.ts';
import type { Table } from './table.ts';

const keyOf = (journey: string) => ({ pk: approvalKey(journey), sk: 'LAST' });

/** A version as it is kept. */
export interface KeptVersion {
  readonly version: string;
  /** All that it does and says. */
  readonly text: string;
}

/** The version of each journey that all its approvers approved last, whole: code that is replaced speaks on from here. */
export function approvedLast({ client, name }: Table) {
  return {
    async read(journey: string): Promise<KeptVersion | null> {
      const { Item } = await client.send(new GetCommand({ TableName: name, Key: keyOf(journey) }));
      return Item
        ? { version: String(Item.version), text: gunzipSync(Item.text as Uint8Array).toString('utf8') }
        : null;
    },

    /** @param at epoch milliseconds */
    async write(journey: string, { version, text }: KeptVersion, at: number): Promise<void> {
      const Item = { ...keyOf(journey), version, at, text: gzipSync(text) };
      await client.send(new PutCommand({ TableName: name, Item }));
    },
  };
}
