import type { EmailLayout } from '../../lib/content/catalog.ts';
import type { EmailLayouts } from '../program-form.ts';
import { frame, wayOut } from './frame.ts';
import { type FrameWords, frameWords, type Words } from './words.ts';

/** The frame in every language it speaks. The compiler refuses one around marketing without its unsubscribe link. */
export const emailLayouts: EmailLayouts = {
  marketing: inEachLanguage(({ marketing }) => marketing),
  transactional: inEachLanguage(({ transactional }) => transactional),
};

type Part = keyof EmailLayout;

function layoutOf({ because, unsubscribe }: Pick<Words, 'because'> & Partial<Words>): EmailLayout {
  const leave = (part: Part) => (unsubscribe ? wayOut[part].replace('{{ words }}', () => unsubscribe) : '');
  const filled = (part: Part) =>
    frame[part].replace('{{ because }}', () => because).replace('{{ unsubscribe }}', () => leave(part));
  return { html: filled('html'), text: filled('text') };
}

function inEachLanguage(wordsOf: (words: FrameWords) => Parameters<typeof layoutOf>[0]): Record<string, EmailLayout> {
  return Object.fromEntries(Object.entries(frameWords).map(([locale, words]) => [locale, layoutOf(wordsOf(words))]));
}
