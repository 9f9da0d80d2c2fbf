import { reassignedIn } from '../../../lib/content/analysis.ts';
import type { EmailTemplate } from '../../../lib/content/catalog.ts';
import { checkMarkup } from '../../../lib/content/markup.ts';
import type { Part } from '../../../lib/content/parts.ts';
import { refuse } from './refuse.ts';

/** Where Gmail clips a message, and with it the footer. What people's own values add is left out of the count. */
const clippedAbove = 102_000;

/** What only an email can get wrong: its markup, and what would reach out of it into the frame. */
export function checkEmail(message: EmailTemplate, place: object): void {
  checkMarkup(message.html, { ...place, part: 'html' });
}

/** @param part a part of the email inside its frame */
export function checkFramed(part: Part, place: object): void {
  const [given] = reassignedIn(part);
  if (given !== undefined) {
    refuse(
      { ...place, variable: given },
      'what a template is given stays what it is: the footer needs it',
      `name your own variable otherwise`,
    );
  }
  const bytes = new TextEncoder().encode(part.source).length;
  if (part.name === 'html' && bytes > clippedAbove) {
    refuse(
      { ...place, bytes },
      `Gmail clips an email over 102 KB, footer and all: its HTML with the frame has at most ${clippedAbove} bytes`,
      'shorten it, or say part of it where a link leads',
    );
  }
}
