import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RfmEdges } from '../domain/segment.ts';
import { fresh } from './fresh.ts';
import type { Table } from './table.ts';

const key = { pk: 'EDGES', sk: 'EDGES' };

/** They change once a day. */
const freshMs = 5 * 60_000;

/** The edges between the fifths of all customers: one item, which names nobody. */
export function edges({ client, name }: Table, now: () => number = Date.now) {
  async function read(): Promise<RfmEdges | null> {
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: key }));
    return (Item as RfmEdges | undefined) ?? null;
  }
  return {
    read,
    /** As of some minutes ago. */
    edges: fresh(read, freshMs, now),
    /** @param learned with when, and of how many */
    async write(learned: RfmEdges & { readonly at: number; readonly population: number }): Promise<void> {
      await client.send(new PutCommand({ TableName: name, Item: { ...key, ...learned } }));
    },
  };
}
