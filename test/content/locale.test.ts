import { describe, expect, test } from 'vitest';
import { type Catalog, hasMessage } from '../../lib/content/catalog.ts';
import { directionOf, localeChain, locateLayout, locateMessage } from '../../lib/content/locale.ts';

const note = (title: string) => ({ channel: 'inapp' as const, title, body: 'b' });
const content: Catalog = {
  default: 'en',
  messages: { hello: note('Hello'), bye: note('Bye') },
  translations: {
    de: { hello: note('Hallo') },
    'de-AT': { hello: note('Servus') },
    es: { hello: note('Hola'), bye: note('Adiós') },
    pt: { hello: note('Olá') },
  },
  fallbacks: { 'pt-BR': ['pt', 'es'] },
  layouts: { en: { html: 'en', text: 'en' }, de: { html: 'de', text: 'de' } },
};

describe('the chain', () => {
  test.each<[string | undefined, string[]]>([
    [undefined, ['en']],
    ['en', ['en']],
    ['en-GB', ['en-GB', 'en']],
    ['de-AT', ['de-AT', 'de', 'en']],
    ['de_at', ['de-AT', 'de', 'en']],
    ['zh-Hant-TW', ['zh-Hant-TW', 'zh-Hant', 'zh', 'en']],
    ['pt-BR', ['pt-BR', 'pt', 'es', 'en']],
    ['pt-PT', ['pt-PT', 'pt', 'en']],
    ['not a locale', ['en']],
    ['__proto__', ['en']],
    ['', ['en']],
  ])('of %s', (locale, chain) => expect(localeChain(content, locale)).toEqual(chain));
});

describe('a message', () => {
  test.each<[string, string | undefined, string, string]>([
    ['hello', 'de-AT', 'de-AT', 'Servus'],
    ['hello', 'de-CH', 'de', 'Hallo'],
    ['bye', 'de-AT', 'en', 'Bye'],
    ['bye', 'pt-BR', 'es', 'Adiós'],
    ['hello', 'pt-BR', 'pt', 'Olá'],
    ['hello', 'fr', 'en', 'Hello'],
    ['hello', undefined, 'en', 'Hello'],
  ])('%s for %s is in %s', (name, locale, found, title) => {
    expect(locateMessage(content, name, locale)).toMatchObject({ locale: found, found: { title } });
  });

  test('that nobody wrote is not found', () => {
    expect(locateMessage(content, 'toString', 'de')).toBeUndefined();
    expect(hasMessage(content, 'toString')).toBe(false);
    expect(hasMessage(content, 'bye')).toBe(true);
  });
});

test('a frame has the language of the message, not of the person', () => {
  const bye = locateMessage(content, 'bye', 'de');

  expect(locateLayout(content, bye?.locale ?? '')?.locale).toBe('en');
  expect(locateLayout(content, 'es')?.locale).toBe('en');
  expect(locateLayout(content, 'de-AT')?.locale).toBe('de');
});

test.each([
  ['en', 'ltr'],
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['fa', 'rtl'],
  ['az', 'ltr'],
  ['az-Arab', 'rtl'],
  ['pa-PK', 'rtl'],
  ['de-AT', 'ltr'],
])('%s is written %s', (locale, direction) => expect(directionOf(locale)).toBe(direction));
