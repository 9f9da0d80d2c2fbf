import { localeChain } from '../lib/content/locale.ts';
import { type PageLanguage, pageWords } from '../statemachines/pages/index.ts';
import { program } from '../statemachines/program.ts';

export const isPageLanguage = (tag: string): tag is PageLanguage => Object.hasOwn(pageWords, tag);

/**
 * The language of a page: that of the person, else the best that their browser asks for, else the program's.
 *
 * @param acceptLanguage the header as it came: `de-CH, en;q=0.8`
 */
export function languageOf(locale: string | undefined, acceptLanguage = ''): PageLanguage {
  const wanted = [...(locale === undefined ? [] : [locale]), ...accepted(acceptLanguage)];
  const known = wanted.flatMap((tag) => localeChain({ default: '' }, tag)).find(isPageLanguage);
  if (known) return known;
  return isPageLanguage(program.locale) ? program.locale : 'en';
}

/** Tags, the dearest first. */
function accepted(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((each) => each.trim());
      const quality = parameters.find((each) => each.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag);
}
