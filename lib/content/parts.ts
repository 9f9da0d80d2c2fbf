import type { EmailLayout, EmailTemplate, MessageTemplate, WhatsappTemplate } from './catalog.ts';
import type { Medium } from './engines.ts';
import { escapeHtml } from './escape.ts';
import { aroundLiquid } from './liquid-in.ts';
import type { Frame } from './locale.ts';

/** One template of a message, ready to parse. */
export interface Part {
  readonly name: string;
  readonly medium: Medium;
  readonly source: string;
  /** Whether somebody can tap the addresses in it. */
  readonly links?: true;
}

/** The templates that a message consists of, those of an email or an SMS already in their frame. */
export function partsOf(message: MessageTemplate, { layout, footer }: Frame = {}): Part[] {
  switch (message.channel) {
    case 'email':
      return emailParts(message, layout ?? { html: '{{ content }}', text: '{{ content }}' });
    case 'push':
    case 'inapp':
      return [
        { name: 'title', medium: 'text', source: message.title },
        { name: 'body', medium: 'text', source: message.body },
        ...(message.url === undefined
          ? []
          : [{ name: 'url', medium: 'url' as const, source: message.url, links: true as const }]),
      ];
    case 'sms':
      return [linked('body', footer === undefined ? message.body : `${message.body.trimEnd()}\n${footer}`)];
    case 'whatsapp':
      return whatsappParts(message);
  }
}

function emailParts({ subject, preheader, html, text }: EmailTemplate, layout: EmailLayout): Part[] {
  const heads = { subject: aroundLiquid(subject, escapeHtml), preheader: aroundLiquid(preheader, escapeHtml) };
  return [
    { name: 'subject', medium: 'text', source: subject },
    { name: 'html', medium: 'html', source: framed(layout.html, { ...heads, content: html }), links: true },
    linked('text', framed(layout.text, { subject, preheader, content: text })),
  ];
}

/** The words that Meta approved are no part: they stay as they are. */
function whatsappParts({ body, template }: WhatsappTemplate): Part[] {
  const variables = Object.entries(template?.variables ?? {});
  return [
    ...(body === undefined ? [] : [linked('body', body)]),
    ...variables.map(([place, source]) => linked(variablePart(place), source)),
  ];
}

/** The part that fills this place of an approved template. */
export const variablePart = (place: string): string => `variable ${place}`;

const linked = (name: string, source: string): Part => ({ name, medium: 'text', source, links: true });

/**
 * Frame and message become one template before anything is rendered, so that the message needs no way around the
 * escaping.
 */
function framed(frame: string, slots: Readonly<Record<string, string>>): string {
  return frame.replace(/\{\{ (subject|preheader|content) \}\}/g, (slot, name: string) => slots[name] ?? slot);
}
