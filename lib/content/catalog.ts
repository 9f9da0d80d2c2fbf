import type { Channel } from '../domain/channel.ts';

/** What a message says before it is anybody's: every string is a Liquid template, and none of it ever comes from a user. */
export type MessageTemplate = EmailTemplate | PushTemplate | InappTemplate | TextTemplate;

export interface EmailTemplate {
  readonly channel: 'email';
  readonly subject: string;
  /** What an inbox shows after the subject. */
  readonly preheader: string;
  /** The body alone, compiled: the program's layout puts the frame and the footer around it. */
  readonly html: string;
  readonly text: string;
}

export interface PushTemplate {
  readonly channel: 'push';
  readonly title: string;
  readonly body: string;
  /** Where a tap leads: begins with `https://host/` or the app's own `scheme://`, so that no user data chooses it. */
  readonly url?: string;
}

export interface InappTemplate {
  readonly channel: 'inapp';
  readonly title: string;
  readonly body: string;
  readonly url?: string;
}

export interface TextTemplate {
  readonly channel: 'sms' | 'whatsapp';
  readonly body: string;
}

export type TemplateOn<K extends Channel> = K extends 'email'
  ? EmailTemplate
  : K extends 'push'
    ? PushTemplate
    : K extends 'inapp'
      ? InappTemplate
      : TextTemplate & { readonly channel: K };

/** Messages of one locale, by name. */
export type Messages = Readonly<Record<string, MessageTemplate>>;

/** Names of the messages that a channel can carry. */
export type ContentName<M extends Messages, K extends Channel> = {
  [N in keyof M & string]: M[N]['channel'] extends K ? N : never;
}[keyof M & string];

/** The frame around every email of a purpose: `{{ subject }}`, `{{ preheader }}` and `{{ content }}` are where the message goes. */
export interface EmailLayout {
  readonly html: string;
  readonly text: string;
}

/** All that can be said, in every language it can be said in. */
export interface Catalog<M extends Messages = Messages> {
  /** BCP 47 tag of `messages`: what everybody understands who has no better match. */
  readonly default: string;
  /** Every message, in the default locale. */
  readonly messages: M;
  /** By BCP 47 tag; what one lacks comes from the next of its chain. */
  readonly translations?: Readonly<Record<string, Partial<Messages>>>;
  /** Chains that are not simply shorter tags: `{ 'pt-BR': ['pt', 'es'] }`. The default locale always ends them. */
  readonly fallbacks?: Readonly<Record<string, readonly string[]>>;
  /** Email frames by locale, found like messages; the registry adds the program's. */
  readonly layouts?: Readonly<Record<string, EmailLayout>>;
}

/** Whether a name is still in the catalog: content is live, and a run may be older than it. */
export function hasMessage(content: Catalog, name: string): boolean {
  return Object.hasOwn(content.messages, name);
}
