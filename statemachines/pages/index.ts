import { de } from './de.ts';
import { en } from './en.ts';
import type { PageWords } from './words.ts';

/** The languages of the pages behind links in messages. To add one, write its file and add it here; what it lacks does not compile. */
export const pageWords = { en, de } as const satisfies Readonly<Record<string, PageWords>>;

export type PageLanguage = keyof typeof pageWords;
