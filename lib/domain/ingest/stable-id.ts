import { createHash } from 'node:crypto';

/** The contract's limit on an `eventId`, in characters. */
const longest = 256;

/**
 * The id under which something counts once, however often it is sent: its own where it has one that fits, else a hash.
 *
 * @param content what is hashed when it has none: the same each time it is sent
 */
export function stableId(own: string | undefined, content: unknown): string {
  if (own !== undefined && own !== '' && own.length <= longest) return own;
  return `sha256-${createHash('sha256')
    .update(own || (JSON.stringify(content) ?? ''))
    .digest('hex')}`;
}
