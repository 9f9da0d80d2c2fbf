import type { Medium } from './engines.ts';
import { isBalanced } from './liquid-in.ts';

/** Liquid, and what Liquid leaves alone. */
const liquid = /\{%-?\s*(raw|comment)\b.*?\{%-?\s*end\1\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}/gs;

/** What stands for a piece of Liquid while links are looked for: no address holds these signs. */
const away = '\\uE000\\d+\\uE001';

/** An address in words, which ends at a space or at a sign that no address holds. */
const inText = new RegExp(`(?<!\\w)https?://(?:[\\p{L}\\p{M}\\p{N}\\-._~:/?#\\[\\]@!$&'()*+,;=%]|${away})*`, 'giu');

/** The target of an HTML link. */
const inHtml = /(?<=<a(?=\s)(?:"[^"]*"|'[^']*'|[^<>"'])*?\shref\s*=\s*)("|'|)(https:\/\/[^"'<>\s]*)\1/gi;

/** A link as its author wrote it, Liquid and all. */
export interface AuthorLink {
  readonly source: string;
  /** What stands right behind it. */
  readonly next: string;
}

/** The links that an author wrote into a template, first to last; what a value brings along is none. */
export function linksIn(medium: Medium, source: string): AuthorLink[] {
  const found: AuthorLink[] = [];
  eachLink(medium, source, (link) => {
    found.push(link);
    return link.source;
  });
  return found;
}

/**
 * Marks the https links of a template, numbered from 0, for the tag of link-tag.ts. What a variable adds to one is encoded,
 * so that no value ends its path or adds to its query.
 */
export function markLinks(medium: Medium, source: string): string {
  let place = 0;
  return eachLink(medium, source, (link) =>
    isHttps(link.source) ? `{% link ${place++} %}${link.source.replace(output, encoded)}{% endlink %}` : link.source,
  );
}

export const isHttps = (url: string) => /^https:/i.test(url);

const output = /\{\{(.*?)(-?\}\})/gs;
const encodes = /\|\s*(?:link_part|url_encode|cgi_escape)\s*$/;
const encoded = (whole: string, value: string, end: string) =>
  encodes.test(value) ? whole : `{{${value.trimEnd()} | link_part ${end}`;

function eachLink(medium: Medium, source: string, change: (link: AuthorLink) => string): string {
  const pieces: string[] = [];
  const veiled = source
    .replace(/[\uE000\uE001]/g, '')
    .replace(liquid, (piece) => `\uE000${pieces.push(piece) - 1}\uE001`);
  const unveil = (text: string) => text.replace(/\uE000(\d+)\uE001/g, (_, at) => pieces[Number(at)] ?? '');
  if (medium === 'html') {
    return unveil(
      veiled.replace(inHtml, (whole, quote, url) => {
        const link = unveil(url);
        return isBalanced(link) ? `${quote}${change({ source: link, next: quote })}${quote}` : whole;
      }),
    );
  }
  let done = 0;
  let changed = '';
  for (;;) {
    inText.lastIndex = done;
    const found = inText.exec(veiled);
    if (!found) return unveil(changed + veiled.slice(done));
    const url = end(found[0], unveil);
    const rest = found.index + url.length;
    changed += veiled.slice(done, found.index) + change({ source: unveil(url), next: unveil(next(veiled, rest)) });
    done = rest;
  }
}

/** A sign, or a piece of Liquid that is away. */
const next = (veiled: string, at: number) => /^(?:\uE000\d+\uE001|.?)/su.exec(veiled.slice(at))?.[0] ?? '';

/** Where an address in words ends: before the sentence's punctuation, and before a Liquid block that it only touches. */
function end(match: string, unveil: (text: string) => string): string {
  let url = match;
  while (!isBalanced(unveil(url))) url = url.slice(0, url.lastIndexOf('\uE000'));
  for (;;) {
    const last = url.at(-1) ?? '';
    const opening = { ')': '(', ']': '[' }[last];
    if (!(opening ? url.split(last).length > url.split(opening).length : /[.,;:!?'*~]/.test(last))) return url;
    url = url.slice(0, -1);
  }
}
