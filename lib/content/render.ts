import type { Message, WhatsappMessage } from '../domain/message.ts';
import { largestPush, pushBytes } from '../domain/push.ts';
import type { ApprovedTemplate } from './catalog.ts';
import { ContentError } from './content-error.ts';
import { variablePart } from './parts.ts';
import { type RenderedParts, type RenderRequest, renderParts } from './render-parts.ts';

/**
 * Renders a message for one person, in the best language that has it.
 *
 * @throws ContentError for a message that is not there, a variable that is missing, a part that would be empty, a link that
 * leads astray, and a push that no device would get
 */
export function renderMessage(request: RenderRequest): Message {
  const rendered = renderParts(request);
  const message = messageOf(rendered);
  const bytes = message.channel === 'push' ? pushBytes(message) : 0;
  if (bytes > largestPush) {
    const problem = `a push has at most ${largestPush} bytes; this one has ${bytes}`;
    throw new ContentError({ content: request.name, locale: rendered.locale, problem });
  }
  return message;
}

function messageOf({ message, locale, approved, texts }: RenderedParts): Message {
  const text = (part: string) => texts.get(part) ?? '';
  switch (message.channel) {
    case 'email':
      return { channel: 'email', subject: oneLine(text('subject')), html: text('html'), text: text('text') };
    case 'push':
    case 'inapp':
      return {
        channel: message.channel,
        title: oneLine(text('title')),
        body: text('body'),
        ...(texts.has('url') && { url: text('url') }),
      };
    case 'sms':
      return { channel: 'sms', body: text('body') };
    case 'whatsapp':
      return approved && message.template
        ? filled(message.template, locale, text)
        : { channel: 'whatsapp', body: text('body') };
  }
}

/** Meta takes no line breaks, tabs or long gaps in what fills a place. */
function filled(template: ApprovedTemplate, locale: string, text: (part: string) => string): WhatsappMessage {
  const { name, language = locale.replaceAll('-', '_'), contentSid } = template;
  const places = Object.keys(template.variables).map((place) => [place, oneLine(text(variablePart(place)))] as const);
  const variables: Readonly<Record<string, string>> = Object.fromEntries(places);
  return {
    channel: 'whatsapp',
    body: template.text.replace(/\{\{(\d+)\}\}/g, (whole, place: string) => variables[place] ?? whole),
    template: { name, language, ...(contentSid !== undefined && { contentSid }), variables },
  };
}

/** A line break in a name must not become one in a header. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
