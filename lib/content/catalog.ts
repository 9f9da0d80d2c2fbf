import type { Channel } from '../domain/channel.ts';

/** What a message says before it is anybody's: every string is a Liquid template, and none of it ever comes from a user. */
export type MessageTemplate = EmailTemplate | PushTemplate | InappTemplate | SmsTemplate | WhatsappTemplate;

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

export interface SmsTemplate {
  readonly channel: 'sms';
  readonly body: string;
  /** At most so many segments, instead of the program's `smsSegments`. */
  readonly segments?: number;
}

/** Free text, or a template that Meta has approved; with both, the text is for those who are in a conversation with us. */
export type WhatsappTemplate = WhatsappText | WhatsappApproved;

interface WhatsappText {
  readonly channel: 'whatsapp';
  readonly body: string;
  readonly template?: never;
}

interface WhatsappApproved {
  readonly channel: 'whatsapp';
  readonly body?: string;
  readonly template: ApprovedTemplate;
}

export interface ApprovedTemplate {
  /** Its name at Meta. */
  readonly name: string;
  /** Its language at Meta. @default the message's locale: `pt_BR` for `pt-BR` */
  readonly language?: string;
  /** Its `HX…` id at Twilio. */
  readonly contentSid?: string;
  /** The approved words, with the places that Meta knows: `Hi {{1}}, …`. The only text here that is not Liquid. */
  readonly text: string;
  /** What fills each place, in Liquid: `{ '1': '{{ user.traits.firstName | default: "you" }}' }`. */
  readonly variables: Readonly<Record<string, string>>;
}

export type TemplateOn<K extends Channel> = Extract<MessageTemplate, { readonly channel: K }>;

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
  /** What every SMS ends with, by locale; the registry adds the program's where it speaks for marketing. */
  readonly smsFooters?: Readonly<Record<string, string>>;
}

/** Whether a name is still in the catalog: content is live, and a run may be older than it. */
export function hasMessage(content: Catalog, name: string): boolean {
  return Object.hasOwn(content.messages, name);
}
