import { baseTag, localeTag } from '../domain/events/locale.ts';
import type { Catalog, EmailLayout, Messages, MessageTemplate } from './catalog.ts';

/**
 * The locales to look in, best first: the tag itself and its explicit fallbacks, else its shorter forms, then the
 * catalog's default. `de-AT` → `de` → `en`.
 *
 * @param locale BCP 47 tag, in any case and with any extensions; `undefined` when the person's is unknown
 */
export function localeChain(content: Pick<Catalog, 'default' | 'fallbacks'>, locale: string | undefined): string[] {
  const chain = new Set<string>();
  for (let tag = locale && canonical(locale); tag; tag = shorter(tag)) {
    chain.add(tag);
    const explicit = own(content.fallbacks, tag);
    for (const fallback of explicit ?? []) chain.add(fallback);
    if (explicit) break;
  }
  chain.add(content.default);
  return [...chain];
}

export interface Located<T> {
  /** Where it was found: the language that the reader will see. */
  readonly locale: string;
  readonly found: T;
}

/** A message in the best language that has it; `undefined` when not even the default has. */
export function locateMessage(
  content: Catalog,
  name: string,
  locale: string | undefined,
): Located<MessageTemplate> | undefined {
  for (const tag of localeChain(content, locale)) {
    const found = own(tag === content.default ? content.messages : own(content.translations, tag), name);
    if (found) return { locale: tag, found };
  }
  return undefined;
}

/** A message in every language that has it, by locale. */
export function messagesByLocale(content: Catalog, name: string): [locale: string, message: MessageTemplate][] {
  const languages: Record<string, Partial<Messages>> = {
    ...content.translations,
    [content.default]: content.messages,
  };
  return Object.entries(languages).flatMap(([locale, messages]) => {
    const message = own(messages, name);
    return message ? [[locale, message] as [string, MessageTemplate]] : [];
  });
}

/** What goes around a message, in its language: the frame of an email, the footer of an SMS. */
export interface Frame {
  readonly layout?: EmailLayout;
  readonly footer?: string;
}

export function locateFrame(content: Catalog, { channel }: MessageTemplate, locale: string): Frame {
  const chain = localeChain(content, locale);
  const first = <T>(record: Readonly<Record<string, T>> | undefined) =>
    chain.map((tag) => own(record, tag)).find((found) => found !== undefined);
  const layout = channel === 'email' ? first(content.layouts) : undefined;
  const footer = channel === 'sms' ? first(content.smsFooters) : undefined;
  return { ...(layout && { layout }), ...(footer !== undefined && { footer }) };
}

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** Which way a language is written. Its script says it, by CLDR's likely subtags: `ar` is `ar-Arab-EG`. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** Extensions say how dates are written, not in which language: texts are looked up without. */
function canonical(told: string): string | undefined {
  const tag = localeTag(told);
  // A tag that nobody understands is a person without one.
  return tag === undefined ? undefined : baseTag(tag);
}

const shorter = (tag: string) => tag.split('-').slice(0, -1).join('-');

/** Names and tags come from events: only what a catalog itself holds is found. */
function own<T>(record: Readonly<Partial<Record<string, T>>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
