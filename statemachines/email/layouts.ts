import type { EmailLayout } from '../../lib/content/catalog.ts';
import type { EmailLayouts } from '../program-form.ts';
import { frame, ways } from './frame.ts';
import { type FrameWords, frameWords, type Words } from './words.ts';

/** The frame in every language it speaks. The compiler refuses one around marketing without its unsubscribe link. */
export const emailLayouts: EmailLayouts = {
  marketing: inEachLanguage(({ marketing }) => marketing),
  transactional: inEachLanguage(({ transactional }) => transactional),
};

type Part = keyof EmailLayout;

function layoutOf({ because, ...words }: Omit<Words, 'unsubscribe'> & Partial<Words>): EmailLayout {
  const say = (way: keyof typeof ways, part: Part) => {
    const own = words[way];
    return own === undefined ? '' : ways[way][part].replace('{{ words }}', () => own);
  };
  const filled = (part: Part) =>
    frame[part]
      .replace('{{ because }}', () => because)
      .replace('{{ choose }}', () => say('choose', part))
      .replace('{{ unsubscribe }}', () => say('unsubscribe', part));
  return { html: filled('html'), text: filled('text') };
}

function inEachLanguage(wordsOf: (words: FrameWords) => Parameters<typeof layoutOf>[0]): Record<string, EmailLayout> {
  return Object.fromEntries(Object.entries(frameWords).map(([locale, words]) => [locale, layoutOf(wordsOf(words))]));
}
