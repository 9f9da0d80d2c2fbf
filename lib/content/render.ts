import { UndefinedVariableError } from 'liquidjs';
import type { Message } from '../domain/message.ts';
import type { Catalog } from './catalog.ts';
import { ContentError } from './content-error.ts';
import { render, UnreadableOutput } from './engines.ts';
import { directionOf, locateLayout, locateMessage } from './locale.ts';
import { type Part, partsOf } from './parts.ts';
import { fixedOrigin } from './url.ts';
import type { Variables } from './variables.ts';
import { present } from './variables.ts';

export interface RenderRequest {
  readonly catalog: Catalog;
  /** Name of the message. */
  readonly name: string;
  /** BCP 47 tag; the catalog's default when the person's is unknown. */
  readonly locale: string | undefined;
  readonly variables: Variables;
}

/**
 * Renders a message for one person, in the best language that has it.
 *
 * @throws ContentError for a message that is not there, a variable that is missing, and a link that leads astray
 */
export function renderMessage({ catalog, name, locale, variables }: RenderRequest): Message {
  const located = locateMessage(catalog, name, locale);
  if (!located) throw new ContentError({ content: name, locale, problem: 'there is no such message' });
  const { found, locale: language } = located;
  const layout = found.channel === 'email' ? locateLayout(catalog, language)?.found : undefined;
  const scope = { ...present(variables), locale: language, direction: directionOf(language) };
  const texts = new Map(
    partsOf(found, layout).map((part) => [part.name, renderPart(part, scope, { content: name, locale: language })]),
  );
  const text = (part: string) => texts.get(part) ?? '';
  switch (found.channel) {
    case 'email':
      return { channel: 'email', subject: oneLine(text('subject')), html: text('html'), text: text('text') };
    case 'push':
    case 'inapp':
      return {
        channel: found.channel,
        title: oneLine(text('title')),
        body: text('body'),
        ...(texts.has('url') && { url: text('url') }),
      };
    case 'sms':
      return { channel: 'sms', body: text('body') };
    case 'whatsapp':
      return { channel: 'whatsapp', body: text('body') };
  }
}

function renderPart(part: Part, scope: object, place: { content: string; locale: string }): string {
  const fault = { ...place, part: part.name };
  let text: string;
  try {
    text = render(part.medium, part.source, scope);
  } catch (error) {
    const variable = missingVariable(error);
    if (variable !== undefined) throw new ContentError({ ...fault, variable, problem: `${variable} is undefined` });
    throw new ContentError({ ...fault, problem: reasonOf(error) });
  }
  if (part.medium === 'url' && !leadsHome(part.source, text)) {
    throw new ContentError({ ...fault, problem: 'a link begins with a fixed https://host/ or app scheme' });
  }
  return text;
}

function leadsHome(template: string, url: string): boolean {
  const origin = fixedOrigin(template);
  return (
    origin !== null && URL.canParse(url) && (origin.endsWith('://') || new URL(url).origin === new URL(origin).origin)
  );
}

function missingVariable(error: unknown): string | undefined {
  if (!(error instanceof UndefinedVariableError)) return undefined;
  const { originalError } = error;
  return originalError && 'variableName' in originalError ? String(originalError.variableName) : 'a variable';
}

/** Liquid's own messages may quote values, which are a person's: only ours are passed on. */
function reasonOf(error: unknown): string {
  const original = error instanceof Error && 'originalError' in error ? error.originalError : error;
  return original instanceof UnreadableOutput ? original.message : 'the template does not render';
}

/** A line break in a name must not become one in a header. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
