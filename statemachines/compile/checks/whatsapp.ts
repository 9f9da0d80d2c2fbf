import type { ApprovedTemplate, MessageTemplate, WhatsappTemplate } from '../../../lib/content/catalog.ts';
import type { RenderedParts } from '../../../lib/content/render-parts.ts';
import type { Purpose } from '../../../lib/domain/channel.ts';
import { refuse } from './refuse.ts';

/** Meta's limit on the words of a template, and so what we allow free text. */
export const longestWhatsapp = 1024;

interface Place {
  readonly content: string;
  readonly locale: string;
  readonly purpose: Purpose;
}

/** Whether a message needs a conversation does not depend on somebody's language. */
export function checkApproval(content: string, messages: readonly [locale: string, MessageTemplate][]): void {
  const free = messages.filter(([, message]) => message.channel === 'whatsapp' && message.template === undefined);
  if (free.length === 0 || free.length === messages.length) return;
  refuse(
    { content, locale: free.map(([locale]) => locale).join(', ') },
    'a WhatsApp message has a template in every language, or in none',
    'add the template that Meta approved for that language, or leave the translation out',
  );
}

/** What Meta would refuse of a WhatsApp message, when it is approved or when it is sent. */
export function checkWhatsapp({ body, template }: WhatsappTemplate, { purpose, ...place }: Place): void {
  if (template) checkTemplate(template, place);
  if (!template && purpose === 'marketing') {
    refuse(
      place,
      'a marketing message over WhatsApp is a template that Meta has approved',
      'name it: template: { name, text, variables }; body beside it is for people in a conversation',
    );
  }
  if (template && body === undefined) return;
  if (typeof body !== 'string' || body.trim() === '') {
    refuse({ ...place, body }, 'a WhatsApp message has a template, a body or both', 'write its body');
  }
}

/** https://developers.facebook.com/docs/whatsapp/message-templates/guidelines, Twilio's error 63040; 2026-11-24. */
function checkTemplate({ name, language, contentSid, text, variables }: ApprovedTemplate, place: object): void {
  fits(
    { ...place, name },
    /^[a-z0-9_]{1,512}$/,
    "a template's name is lower-case letters, digits and _",
    'write it as Meta knows it',
  );
  const tongue = language ?? String((place as { locale?: string }).locale).replaceAll('-', '_');
  fits(
    { ...place, language: tongue },
    /^[a-z]{2,3}(_[A-Z]{2})?$/,
    "a template's language is one of Meta's, such as de or pt_BR",
    'say it: language',
  );
  fits(
    { ...place, contentSid: contentSid ?? `HX${'0'.repeat(32)}` },
    /^HX[0-9a-f]{32}$/,
    'a contentSid is HX and 32 hexadecimal digits',
    'copy it from Twilio',
  );
  if (typeof text !== 'string' || text.trim() === '' || text.length > longestWhatsapp) {
    refuse(
      { ...place, text },
      `a template has from 1 to ${longestWhatsapp} characters`,
      'copy the words that Meta approved',
    );
  }
  checkPlaces(text.trim(), variables, place);
}

function fits(value: object, pattern: RegExp, rule: string, remedy: string): void {
  const given: unknown = Object.values(value).at(-1);
  if (typeof given !== 'string' || !pattern.test(given)) refuse(value, rule, remedy);
}

function checkPlaces(text: string, variables: ApprovedTemplate['variables'] = {}, place: object): void {
  const liquid = /\{%|\{\{(?!\d+\}\}).{0,20}/s.exec(text)?.[0];
  if (liquid !== undefined) {
    refuse(
      { ...place, found: liquid },
      'the words of a template have places, {{1}} and {{2}}, and no Liquid',
      'put the Liquid into variables',
    );
  }
  const places = new Set([...text.matchAll(/\{\{(\d+)\}\}/g)].map(([, number = '']) => number));
  const wanted = Array.from({ length: places.size }, (_, at) => String(at + 1));
  if (!wanted.every((number) => places.has(number))) {
    refuse(
      { ...place, places: [...places] },
      'the places of a template count from 1 and leave out none',
      `number them ${wanted.join(', ')}`,
    );
  }
  if (Object.keys(variables).sort().join() !== [...wanted].sort().join()) {
    refuse(
      { ...place, variables: Object.keys(variables) },
      `this template has places ${wanted.join(', ') || 'none'}`,
      'give each its variable, and no other',
    );
  }
  for (const [number, variable] of Object.entries<unknown>(variables)) {
    if (typeof variable === 'string' && variable.trim() !== '') continue;
    refuse({ ...place, [number]: variable }, 'a place is filled with a Liquid template', 'give each its text');
  }
  if (/^\{\{\d+\}\}|\{\{\d+\}\}$|\}\}\{\{/.test(text)) {
    refuse(
      { ...place, text },
      'Meta approves no template that begins or ends with a place, or has two side by side',
      'put words around it',
    );
  }
}

/** What Meta would refuse of a message that is filled in. What people's own values bring is put right when it is sent. */
export function checkRendered({ message, texts, approved }: RenderedParts, place: object): void {
  for (const [part, text] of texts) {
    // Meta's error 132018, for what fills a place.
    if (part !== 'body' && /[\n\r\t]| {5}/.test(text)) {
      refuse(
        { ...place, part, text },
        'what fills a place has no line break, no tab and no more than four spaces in a row',
        'write it on one line',
      );
    }
  }
  const words = approved && message.channel === 'whatsapp' ? (message.template?.text ?? '') : '';
  const filled = [words.replace(/\{\{\d+\}\}/g, ''), ...texts.values()].join('');
  if (filled.length > longestWhatsapp) {
    refuse(
      { ...place, characters: filled.length },
      `a WhatsApp message has at most ${longestWhatsapp} characters, whoever it is for`,
      'shorten it',
    );
  }
}
