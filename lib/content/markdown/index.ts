import { htmlOf } from './html.ts';
import { readBody } from './read.ts';
import type { EmailStyles } from './styles.ts';
import { textOf } from './text.ts';

/**
 * Makes both parts of an email of one Markdown body. Liquid stays in them, for whoever renders them.
 *
 * @param place what an error names: the message and its locale
 * @throws RuleError
 */
export function compileBody(body: string, place: object, styles: EmailStyles): { html: string; text: string } {
  const blocks = readBody(body, place);
  return { html: htmlOf(blocks, styles), text: textOf(blocks) };
}
