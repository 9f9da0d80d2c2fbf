import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Channel } from '../domain/channel.ts';
import type { ConsentEvidence } from '../domain/consent.ts';
import { fromIso, iso } from '../domain/instant.ts';
import { consentPrefix, consentSort, personKey } from './keys.ts';
import { pages } from './pages.ts';
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

    /** What was said of a channel, oldest first: sort keys begin with the instant. */
    async of(user: string, channel: Channel): Promise<readonly ConsentEvidence[]> {
      const found: ConsentEvidence[] = [];
      const asked = {
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :person AND begins_with(sk, :consent)',
        FilterExpression: '#channel = :channel',
        ExpressionAttributeNames: { '#channel': 'channel' },
        ExpressionAttributeValues: { ':person': personKey(user), ':consent': consentPrefix, ':channel': channel },
      };
      for await (const items of pages((from) => client.send(new QueryCommand({ ...asked, ...from })))) {
        for (const { pk: _pk, sk: _sk, at, ...said } of items) {
          found.push({ ...said, at: fromIso(String(at)) } as ConsentEvidence);
        }
      }
      return found;
    },
  };
}
