import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { inboundKey, inboundSort } from './keys.ts';
import { holds, type Table } from './table.ts';

/** Providers repeat a webhook within hours; a month is on the safe side. */
const keptMs = 30 * 86_400_000;

/** Messages that people wrote to us, by the provider's id, so that each is dealt with once. No text, no number. */
export function inbound({ client, name }: Table) {
  const keyOf = (provider: string, id: string) => ({ pk: inboundKey(provider, id), sk: inboundSort });

  return {
    /** @see Inbound.begin */
    async begin(provider: string, id: string, now: number, invocation: string) {
      const { Attributes = {} } = await client.send(
        new UpdateCommand({
          TableName: name,
          Key: keyOf(provider, id),
          UpdateExpression:
            'SET #at = if_not_exists(#at, :now), #by = if_not_exists(#by, :invocation), #ttl = if_not_exists(#ttl, :ttl)',
          ExpressionAttributeNames: { '#at': 'at', '#by': 'by', '#ttl': 'ttl' },
          ExpressionAttributeValues: {
            ':now': now,
            ':invocation': invocation,
            ':ttl': Math.floor((now + keptMs) / 1000),
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return { at: Number(Attributes.at), again: Attributes.by !== invocation, done: Attributes.done === true };
    },

    /** The right to answer is given once; whoever has it and dies, took the answer with it. */
    claimAnswer(provider: string, id: string): Promise<boolean> {
      return holds(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: keyOf(provider, id),
            UpdateExpression: 'SET #answered = :true',
            ConditionExpression: 'attribute_not_exists(#answered)',
            ExpressionAttributeNames: { '#answered': 'answered' },
            ExpressionAttributeValues: { ':true': true },
          }),
        ),
      );
    },

    async finish(provider: string, id: string): Promise<void> {
      await client.send(
        new UpdateCommand({
          TableName: name,
          Key: keyOf(provider, id),
          UpdateExpression: 'SET #done = :true',
          ExpressionAttributeNames: { '#done': 'done' },
          ExpressionAttributeValues: { ':true': true },
        }),
      );
    },
  };
}
