import { describe, expect, test } from 'vitest';
import { type Catalog, hasMessage, type MessageTemplate } from '../../lib/content/catalog.ts';
import { directionOf, localeChain, locateFrame, locateMessage } from '../../lib/content/locale.ts';

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
    ['en-US-u-hc-h12', ['en-US', 'en']],
    ['de_AT.UTF-8', ['de-AT', 'de', 'en']],
    ['pt-br-u-co-phonebk', ['pt-BR', 'pt', 'es', 'en']],
    ['C', ['en']],
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
  const mail = { channel: 'email', subject: 's', preheader: 'p', html: 'h', text: 't' } as const;
  const layoutIn = (locale: string) => locateFrame(content, mail, locale).layout;

  expect(layoutIn(bye?.locale ?? '')).toBe(content.layouts?.en);
  expect(layoutIn('es')).toBe(content.layouts?.en);
  expect(layoutIn('de-AT')).toBe(content.layouts?.de);
});

test('an SMS has a footer in its language, and nothing else does', () => {
  const smsFooters = { en: 'Reply STOP to stop', de: 'STOP zum Abmelden' };
  const frameOf = (message: MessageTemplate, locale: string) =>
    locateFrame({ ...content, smsFooters }, message, locale);

  expect(frameOf({ channel: 'sms', body: 'b' }, 'de-AT')).toEqual({ footer: 'STOP zum Abmelden' });
  expect(frameOf({ channel: 'sms', body: 'b' }, 'es')).toEqual({ footer: 'Reply STOP to stop' });
  expect(frameOf({ channel: 'whatsapp', body: 'b' }, 'de')).toEqual({});
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
