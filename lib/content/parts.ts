import type { EmailLayout, EmailTemplate, MessageTemplate } from './catalog.ts';
import type { Medium } from './engines.ts';

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

function emailParts(message: EmailTemplate, layout: EmailLayout): Part[] {
  return [
    { name: 'subject', medium: 'text', source: message.subject },
    { name: 'html', medium: 'html', source: framed(layout.html, message, message.html) },
    { name: 'text', medium: 'text', source: framed(layout.text, message, message.text) },
  ];
}

/**
 * Frame and message become one template before anything is rendered, so that the message needs no way around the
 * escaping.
 */
function framed(frame: string, { subject, preheader }: EmailTemplate, content: string): string {
  const slots: Readonly<Record<string, string>> = { subject, preheader, content };
  return frame.replace(/\{\{ (subject|preheader|content) \}\}/g, (slot, name: string) => slots[name] ?? slot);
}
