import { linksIn } from '../../../lib/content/links.ts';
import type { Part } from '../../../lib/content/parts.ts';
import { fixedOrigin } from '../../../lib/content/url.ts';
import type { Channel } from '../../../lib/domain/channel.ts';
import { refuse } from './refuse.ts';

/** Addresses among words: where each leads is fixed, and where it ends is plain to whoever reads it. */
export function checkTextLinks({ medium, source }: Part, channel: Channel, place: object): void {
  for (const { source: link, next } of linksIn(medium, source)) {
    if (fixedOrigin(link) === null) {
      refuse({ ...place, link }, 'a link is https, its host fixed', 'write it out');
    }
    // In an email's text, a mail program reads the address as it was written.
    if (channel === 'email') continue;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
    const [foreign] = /[^\x00-\x7f]/.exec(link.replace(/\{\{.*?\}\}/gs, '')) ?? [];
    if (foreign !== undefined || /^\{[{%]/.test(next)) {
      refuse(
        { ...place, link, next: foreign ?? next },
        'a link is written in ASCII and ends at a space or a sign of punctuation',
        'encode what is in it, put a space behind it, and put conditions around whole links',
      );
    }
  }
}
