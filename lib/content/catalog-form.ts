import type { Channel } from '../domain/channel.ts';
import type { Catalog, EmailTemplate, MessageTemplate, TemplateOn } from './catalog.ts';
import { compileBody } from './markdown/index.ts';
import type { EmailStyles } from './markdown/styles.ts';

/** What a person writes of a message; `compileCatalog` makes of it what is rendered. */
export type MessageForm = EmailForm | Exclude<MessageTemplate, EmailTemplate>;

/** An email: its body once, in Markdown, or both of its parts by hand. */
export type EmailForm = EmailHead & (EmailInMarkdown | EmailByHand);

interface EmailHead {
  readonly channel: 'email';
  readonly subject: string;
  /** What an inbox shows after the subject. */
  readonly preheader: string;
}

interface EmailInMarkdown {
  /** Markdown with Liquid in it: HTML and text are both made of it. docs/write-an-email.md shows all it can say. */
  readonly body: string;
  /** Instead of what the body would become in HTML. */
  readonly html?: string;
  /** Instead of what the body would become in text. */
  readonly text?: string;
}

interface EmailByHand {
  readonly body?: never;
  readonly html: string;
  readonly text: string;
}

export type FormOn<K extends Channel> = K extends 'email' ? EmailForm : TemplateOn<K>;

/** Messages of one locale, by name. */
export type MessageForms = Readonly<Record<string, MessageForm>>;

/** Some or all messages of a catalog in another language: the same names, on the same channels. */
export type Translation<M extends MessageForms> = { readonly [N in keyof M]?: FormOn<M[N]['channel']> };

export interface CatalogForm<M extends MessageForms>
  extends Omit<Catalog, 'messages' | 'translations' | 'layouts' | 'smsFooters'> {
  /** Every message, in the default locale. */
  readonly messages: M;
  /** By BCP 47 tag; what one lacks comes from the next of its chain. */
  readonly translations?: Readonly<Record<string, Partial<MessageForms>>>;
}

/** The same messages, ready to be rendered. */
export type Compiled<M extends MessageForms> = { readonly [N in keyof M]: TemplateOn<M[N]['channel']> };

/**
 * Binds the languages of a journey's content together: the default locale's messages give the names and their channels.
 * Emails become HTML and text here, once, where content is bundled: what runs afterwards knows no Markdown.
 *
 * @throws RuleError for a body that an email cannot show
 */
export function compileCatalog<const M extends MessageForms>(
  { messages, translations, ...rest }: CatalogForm<M>,
  styles: EmailStyles,
): Catalog<Compiled<M>> {
  const compiled = (locale: string, forms: Partial<MessageForms>) =>
    mapValues(forms, (form, content) => form && compileMessage(form, { content, locale }, styles));
  return {
    ...rest,
    messages: compiled(rest.default, messages) as Compiled<M>,
    ...(translations && { translations: mapValues(translations, (forms, locale) => compiled(locale, forms)) }),
  };
}

function compileMessage(form: MessageForm, place: object, styles: EmailStyles): MessageTemplate {
  if (form.channel !== 'email' || form.body === undefined) return form;
  const { body, ...rest } = form;
  return { ...compileBody(body, place, styles), ...rest };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
