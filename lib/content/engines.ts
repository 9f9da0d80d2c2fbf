import { Liquid, type Template } from 'liquidjs';
import { escapeHtml } from './escape.ts';

/** What a template's output becomes part of; it decides how values are escaped. */
export type Medium = 'html' | 'text' | 'url';

/** An output that would be a blank, or that nobody can read in a sentence. */
export class UnreadableOutput extends Error {}

/** Half a sign, which a device may have cut a name at, becomes the sign for an unknown one. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

const escapes: Readonly<Record<Medium, (text: string) => string>> = {
  html: escapeHtml,
  text: (text) => text,
  url: encoded,
};

const engines: Readonly<Record<Medium, Liquid>> = {
  html: engineFor('html'),
  text: engineFor('text'),
  url: engineFor('url'),
};

function engineFor(medium: Medium): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    // `default`, first in an output, and the condition of an `if` may meet what is missing; nothing else may.
    lenientIf: true,
    ownPropertyOnly: true,
    templates: {},
    locale: 'en-US',
    timezoneOffset: 0,
    outputEscape: (value: unknown) => escapes[medium](readable(value)),
  });
  // Nothing is loaded by name, nothing goes around the escaping, and nothing ends a message before its footer.
  for (const tag of ['include', 'render', 'layout', 'block', 'break', 'continue', 'liquid']) delete engine.tags[tag];
  engine.unregisterFilter('raw');
  engine.registerFilter('link_part', (value: unknown) => encoded(readable(value)));
  return engine;
}

function readable(value: unknown): string {
  if (value === undefined || value === null) throw new UnreadableOutput('an output has no value');
  if (Array.isArray(value)) return value.map(readable).join(', ');
  if (typeof value === 'object') throw new UnreadableOutput('an output is an object, not text');
  return String(value);
}

const parsed: Readonly<Record<Medium, Map<string, Template[]>>> = { html: new Map(), text: new Map(), url: new Map() };

/**
 * Parses a template, once in a process. Sources are the catalogs' own, so the cache is as large as the catalogs.
 *
 * @throws liquidjs' ParseError or TokenizationError
 */
export function parse(medium: Medium, source: string): Template[] {
  const known = parsed[medium].get(source);
  if (known) return known;
  const templates = engines[medium].parse(source);
  parsed[medium].set(source, templates);
  return templates;
}

/** Renders a template. What it was parsed into is shared, and holds nothing of anybody. */
export function render(medium: Medium, source: string, scope: object): string {
  return String(engines[medium].renderSync(parse(medium, source), scope));
}

/** For the compiler's analysis. */
export const engineOf = (medium: Medium): Liquid => engines[medium];
