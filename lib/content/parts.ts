import type { EmailLayout, EmailTemplate, MessageTemplate } from './catalog.ts';
import type { Medium } from './engines.ts';
import { escapeHtml } from './escape.ts';
import { aroundLiquid } from './liquid-in.ts';

/** One template of a message, ready to parse. */
export interface Part {
  readonly name: string;
  readonly medium: Medium;
  readonly source: string;
}

/** The templates that a message consists of, an email's already inside its frame. */
export function partsOf(message: MessageTemplate, layout?: EmailLayout): Part[] {
  switch (message.channel) {
    case 'email':
      return emailParts(message, layout ?? { html: '{{ content }}', text: '{{ content }}' });
    case 'push':
    case 'inapp':
      return [
        { name: 'title', medium: 'text', source: message.title },
        { name: 'body', medium: 'text', source: message.body },
        ...(message.url === undefined ? [] : [{ name: 'url', medium: 'url' as const, source: message.url }]),
      ];
    default:
      return [{ name: 'body', medium: 'text', source: message.body }];
  }
}

function emailParts({ subject, preheader, html, text }: EmailTemplate, layout: EmailLayout): Part[] {
  const heads = { subject: aroundLiquid(subject, escapeHtml), preheader: aroundLiquid(preheader, escapeHtml) };
  return [
    { name: 'subject', medium: 'text', source: subject },
    { name: 'html', medium: 'html', source: framed(layout.html, { ...heads, content: html }) },
    { name: 'text', medium: 'text', source: framed(layout.text, { subject, preheader, content: text }) },
  ];
}

/**
 * Frame and message become one template before anything is rendered, so that the message needs no way around the
 * escaping.
 */
function framed(frame: string, slots: Readonly<Record<string, string>>): string {
  return frame.replace(/\{\{ (subject|preheader|content) \}\}/g, (slot, name: string) => slots[name] ?? slot);
}
