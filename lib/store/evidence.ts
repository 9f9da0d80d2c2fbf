import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ConsentEvidence } from '../domain/consent.ts';
import { iso } from '../domain/instant.ts';
import { consentSort, personKey } from './keys.ts';
import { holds, type Table } from './table.ts';

/** Append-only consent evidence, kept without expiry: it must be shown for any date. */
export function evidence({ client, name }: Table) {
  return {
    async append(user: string, { at, ...said }: ConsentEvidence): Promise<void> {
      const when = iso(at);
      const item = { pk: personKey(user), sk: consentSort(when, said.channel, said.event), at: when, ...said };
      // What was said once is never rewritten, not even by the same event told again.
      await holds(
        client.send(new PutCommand({ TableName: name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' })),
      );
    },
  };
}
