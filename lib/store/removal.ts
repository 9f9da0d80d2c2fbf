import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { pause } from './ambient.ts';
import type { Table } from './table.ts';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** DynamoDB's limit on one batch. */
const mostAtOnce = 25;
/** What a batch leaves over so often in a row means that the table is overloaded: the platform's retries take over. */
const attempts = 8;

/** Deletes these items, those that are not there included, in as few calls as can be. */
export async function removeAll({ client, name }: Table, keys: readonly ItemKey[]): Promise<void> {
  // A batch that names an item twice is refused.
  const distinct = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  for (let from = 0; from < distinct.length; from += mostAtOnce) {
    let left = distinct.slice(from, from + mostAtOnce).map((Key) => ({ DeleteRequest: { Key } }));
    for (let attempt = 1; left.length > 0; attempt++) {
      if (attempt > attempts)
        throw new Error(`${left.length} items of ${name} were left over ${attempts} times in a row`);
      if (attempt > 1) await pause(attempt);
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left } }));
      left = (UnprocessedItems?.[name] ?? []) as typeof left;
    }
  }
}
