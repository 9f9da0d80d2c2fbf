import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { newToken, pause } from './ambient.ts';
import { holds } from './holds.ts';

/** One write of a transaction. */
export type Action = Pick<NonNullable<TransactWriteCommandInput['TransactItems']>[number], 'Put' | 'Update'>;

/** Losing this often in a row to other transactions means something is wrong: the platform's retries take over, later. */
const attempts = 12;

/** Reasons for which a transaction is cancelled that pass by themselves. */
const passing: readonly (string | undefined)[] = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/**
 * Writes all of the actions or none of them; a single one as a plain write, at half the price. Every command carries a
 * token, which the client repeats when it sends the command again because an answer was lost: it takes effect once.
 *
 * @param compose the actions, anew for each attempt: an attempt that was cancelled for another transaction may go elsewhere
 * @param crowded is told of each such attempt
 * @returns false when a condition did not hold
 */
export async function writeTogether(
  client: DynamoDBDocumentClient,
  compose: () => readonly Action[],
  crowded: () => void = () => {},
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const actions = compose();
    const [first] = actions;
    if (first && actions.length === 1) return holds(writeAlone(client, first));
    try {
      const command = new TransactWriteCommand({ TransactItems: [...actions], ClientRequestToken: newToken() });
      await client.send(command);
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      if (reasons.includes('ConditionalCheckFailed')) return false;
      if (attempt >= attempts || !reasons.some((reason) => passing.includes(reason))) throw error;
      crowded();
      await pause(attempt);
    }
  }
}

function writeAlone(client: DynamoDBDocumentClient, { Put, Update }: Action): Promise<unknown> {
  if (Put) return client.send(new PutCommand(Put));
  if (Update) return client.send(new UpdateCommand(Update));
  throw new Error('an action puts or updates; give it one of both');
}

/** Makes plain writes wait for a transaction on their item, which refuses them while it is under way. */
export function waitForTransactions(client: DynamoDBDocumentClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await next(args);
        } catch (error) {
          if (!(error instanceof TransactionConflictException) || attempt >= attempts) throw error;
          await pause(attempt);
        }
      }
    },
    { step: 'initialize', name: 'waitForTransactions' },
  );
}
