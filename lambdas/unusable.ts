import { setting } from './environment.ts';
import { functionName } from './log.ts';
import { count } from './metrics.ts';
import { withoutContacts } from './without-contacts.ts';

/**
 * What can never be used goes to the dead letters, without addresses, and is counted.
 *
 * @param ids for the log line: ids only
 */
export async function deadLetterUnusable(
  event: unknown,
  reason: string,
  ids: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { deadLetter } = await import('../lib/aws/dead-letters.ts');
  await deadLetter(setting('DEAD_LETTERS'), withoutContacts(event), reason);
  count('Unusable', { Function: functionName() }, { level: 'warn', message: 'unusable', ...ids, reason });
}
