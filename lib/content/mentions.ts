import type { Channel } from '../domain/channel.ts';
import type { MessageTemplate } from './catalog.ts';

const markup = /\{\{.*?\}\}|\{%.*?%\}/gs;
const preferences = /(?<![\w.-])links\s*\.\s*preferences(?![\w-])/;
const mention = /(?<![\w.-])event\s*\.\s*([A-Za-z_][\w-]*)/g;

/**
 * Fields of the entering event that a message names, read from its source: cheap enough for Lambdas that render nothing
 * and so carry no Liquid. The compiler refuses the other ways to write one, such as `event["plan"]`.
 */
export function eventFieldsIn(message: MessageTemplate): string[] {
  const fields = new Set<string>();
  for (const source of textsIn(message)) {
    for (const [code] of source.matchAll(markup)) {
      for (const [, field] of code.matchAll(mention)) if (field) fields.add(field);
    }
  }
  return [...fields];
}

/** Whether what is said of a message, in whatever language, leads to its reader's preferences. */
export function linksToPreferences(said: unknown): boolean {
  return textsIn(said).some((source) => preferences.test(source));
}

/** Channels in whose messages it counts how long a link is, or whether it was followed. */
export const shortenedChannels: ReadonlySet<Channel> = new Set(['sms', 'whatsapp', 'push']);

/** Whether what is said of a message, in whatever language, has a link that could be shortened. */
export function mentionsLink(said: unknown): boolean {
  return textsIn(said).some((source) => /https:/i.test(source));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
