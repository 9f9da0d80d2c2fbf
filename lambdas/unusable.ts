import { setting } from './environment.ts';
import { functionName } from './log.ts';
import { count } from './metrics.ts';
import { withoutAddresses, withoutContacts } from './without-contacts.ts';

/** Bytes of a letter's body; SQS takes 256 KB with the attributes. */
const mostBytes = 128 * 1024;

/**
 * What can never be used goes to the dead letters, without addresses, and is counted. Whatever the event is, a letter of
 * it can be written.
 *
 * @param ids for the log line: ids only
 */
export async function deadLetterUnusable(
  event: unknown,
  reason: string,
  ids: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { deadLetter } = await import('../lib/aws/dead-letters.ts');
  const why = withoutAddresses(reason);
  await deadLetter(setting('DEAD_LETTERS'), letterOf(event), why);
  count('Unusable', { Function: functionName() }, { level: 'warn', message: 'unusable', ...ids, reason: why });
}

/** The event without contacts; of one that is too large, what EventBridge says of it. */
function letterOf(event: unknown): unknown {
  const letter = withoutContacts(event);
  if (Buffer.byteLength(JSON.stringify(letter) ?? '', 'utf8') <= mostBytes) return letter;
  const fields = typeof letter === 'object' && letter !== null ? Object.entries(letter) : [];
  const short = fields.filter(([, field]) => typeof field === 'string');
  return { ...Object.fromEntries(short), removed: `the rest: it has more than ${mostBytes} bytes` };
}
