import { escapeHtml } from '../../lib/content/escape.ts';
import type {
  EmailMessage,
  InappMessage,
  Message,
  PushMessage,
  SmsMessage,
  WhatsappMessage,
} from '../../lib/domain/message.ts';
import { largestPush, pushBytes } from '../../lib/domain/push.ts';
import { measureSms } from '../../lib/domain/sms.ts';

/** Who speaks. */
export interface Sender {
  readonly name: string;
}

/** A message as its reader sees it: in an inbox, on a lock screen, in a chat. */
export function cardOf(message: Message, sender: Sender): string {
  switch (message.channel) {
    case 'email':
      return email(message, sender);
    case 'push':
      return push(message, sender);
    case 'inapp':
      return inapp(message);
    case 'sms':
      return sms(message, sender);
    case 'whatsapp':
      return whatsapp(message, sender);
  }
}

const text = (words: string) => escapeHtml(words).replaceAll('\n', '<br>');
const kilobytes = (words: string) => `${(new TextEncoder().encode(words).length / 1024).toFixed(1)} KB`;
const note = (words: string) => `<p class="note">${escapeHtml(words)}</p>`;

/** What an inbox shows after the subject stands hidden at the top of the body. */
const preheaderIn = (html: string) =>
  (/<div[^>]*display:\s*none[^>]*>(.*?)<\/div>/s.exec(html)?.[1] ?? '')
    .replace(/(?:&#8199;|&#65279;|\s)+$/g, '')
    .trim();

function email({ subject, html, text: plain }: EmailMessage, { name }: Sender): string {
  return `<div class="inbox"><b>${escapeHtml(name)}</b><span class="subject">${escapeHtml(subject)}</span><span class="preheader">${preheaderIn(html)}</span></div>
<iframe class="email" title="${escapeHtml(subject)}" sandbox loading="lazy" srcdoc="${escapeHtml(html)}"></iframe>
<details><summary>As plain text</summary><pre>${escapeHtml(plain)}</pre></details>
${note(`HTML ${kilobytes(html)}; Gmail clips at 102 KB`)}`;
}

function push(message: PushMessage, { name }: Sender): string {
  const { title, body, url } = message;
  return `<div class="lock"><div class="banner"><span class="app">${escapeHtml(name)}</span><b>${text(title)}</b><span>${text(body)}</span></div></div>
${note(`${pushBytes(message)} of ${largestPush} bytes${url === undefined ? '' : `; a tap leads to ${url}`}`)}`;
}

function inapp({ title, body, url }: InappMessage): string {
  return `<div class="inapp"><b>${text(title)}</b><span>${text(body)}</span></div>${url === undefined ? '' : note(`leads to ${url}`)}`;
}

function sms({ body }: SmsMessage, { name }: Sender): string {
  const { encoding, segments, characters } = measureSms(body);
  return `<div class="phone"><span class="from">${escapeHtml(name)}</span><div class="bubble">${text(body)}</div></div>
${note(`${encoding}, ${characters} characters, ${segments} segment${segments === 1 ? '' : 's'} with a link of a short domain of your own`)}`;
}

function whatsapp({ body, template }: WhatsappMessage, { name }: Sender): string {
  return `<div class="phone chat"><span class="from">${escapeHtml(name)}</span><div class="bubble">${text(body)}</div></div>
${note(template ? `template ${template.name} (${template.language})` : 'free text, within a day of their last message')}`;
}
