import { Liquid, type Template } from 'liquidjs';
import { escapeHtml } from './escape.ts';
import { finite, registerFilters, UnreadableOutput } from './filters.ts';
import { changingLinks, type LinkChange, linkTags } from './link-tag.ts';
import { markLinks } from './links.ts';

/** What a template's output becomes part of; it decides how values are escaped. */
export type Medium = 'html' | 'text' | 'url';

/** Half a sign, which a device may have cut a name at, becomes the sign for an unknown one. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

const escapes: Readonly<Record<Medium, (text: string) => string>> = {
  html: escapeHtml,
  text: (text) => text,
  url: encoded,
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
  registerFilters(engine);
  engine.registerFilter('link_part', (value: unknown) => encoded(readable(value)));
  return engine;
}

function readable(value: unknown): string {
  if (value === undefined || value === null) throw new UnreadableOutput('an output has no value');
  if (Array.isArray(value)) return value.map(readable).join(', ');
  if (typeof value === 'number') return String(finite(value));
  if (typeof value === 'object') throw new UnreadableOutput('an output is an object, not text');
  return String(value);
}

const engines = new Map<Medium, Liquid>();

/** Made when it is first needed. */
export function engineOf(medium: Medium): Liquid {
  const engine = engines.get(medium) ?? engineFor(medium);
  engines.set(medium, engine);
  return engine;
}

/** Knows the mark of links, which templates as written do not. */
const marking = new Map<keyof typeof linkTags, Liquid>();

function markingEngine(medium: keyof typeof linkTags): Liquid {
  const known = marking.get(medium);
  if (known) return known;
  const engine = engineFor(medium);
  engine.registerTag('link', linkTags[medium]);
  marking.set(medium, engine);
  return engine;
}

interface Parsed {
  readonly engine: Liquid;
  readonly templates: Template[];
}

/** By what it was parsed for, then by source. Sources are the catalogs' own, so this is as large as the catalogs. */
const parsed = new Map<string, Map<string, Parsed>>();

function once(use: string, source: string, make: () => Parsed): Parsed {
  const known = parsed.get(use) ?? new Map<string, Parsed>();
  parsed.set(use, known);
  const made = known.get(source) ?? make();
  known.set(source, made);
  return made;
}

/**
 * Parses a template as it is written, once in a process.
 *
 * @throws liquidjs' ParseError or TokenizationError
 */
export function parse(medium: Medium, source: string): Template[] {
  return plain(medium, source).templates;
}

function plain(medium: Medium, source: string): Parsed {
  return once(medium, source, () => {
    const engine = engineOf(medium);
    return { engine, templates: engine.parse(source) };
  });
}

function marked(medium: keyof typeof linkTags, source: string): Parsed {
  return once(`${medium} links`, source, () => {
    const engine = markingEngine(medium);
    return { engine, templates: engine.parse(markLinks(medium, source)) };
  });
}

/**
 * Renders a template. What it was parsed into is shared, and holds nothing of anybody.
 *
 * @param change what becomes of the links in it; without, they are words like others
 */
export function render(medium: Medium, source: string, scope: object, change?: LinkChange): string {
  const { engine, templates } = change && medium !== 'url' ? marked(medium, source) : plain(medium, source);
  return String(engine.renderSync(templates, change ? changingLinks(scope, change) : scope));
}
