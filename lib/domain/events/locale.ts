import { longestField, type Reading, visible } from './reading.ts';

const rule = 'a locale is a tag of BCP 47, like de-AT';

/** What POSIX puts after a locale: an encoding, and a modifier such as `@euro`. */
const posixTail = /^([A-Za-z0-9_-]+)(?:\.[A-Za-z0-9-]+)?(?:@([A-Za-z0-9]+))?$/;
/** Modifiers that name a script, as glibc has them. */
const scripts: Readonly<Record<string, string>> = { latin: 'Latn', cyrillic: 'Cyrl', devanagari: 'Deva' };

/**
 * The canonical tag of a locale, its extensions kept: `de_AT` and `de_AT.UTF-8` → `de-AT`, `sr_RS@latin` →
 * `sr-Latn-RS`, `en-US-u-hc-h12` as it is. `C`, `POSIX` and `root` name no language and are refused.
 */
export function readLocale(told: unknown): Reading<string> {
  const tag = typeof told === 'string' && told.length <= longestField ? localeTag(told) : undefined;
  return tag === undefined ? { rule } : { value: tag };
}

/** @returns `undefined` for what names no language */
export function localeTag(told: string): string | undefined {
  const parts = posixTail.exec(visible(told));
  if (!parts) return undefined;
  const [language = '', ...rest] = (parts[1] ?? '').replaceAll('_', '-').split('-');
  const script = parts[2] === undefined ? undefined : scripts[parts[2].toLowerCase()];
  const tag = [language, ...(script === undefined ? [] : [script]), ...rest].join('-');
  if (/^(?:c|posix|root|und|x)$/i.test(language)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** The tag without its extensions, by which texts are looked up: `en-US-u-hc-h12` → `en-US`. */
export const baseTag = (tag: string): string => tag.replace(/-[0-9a-z](?:-.*)?$/i, '').split(/-[0-9a-z]-/i)[0] ?? tag;
