import { type MarkedToken, marked, type Token } from 'marked';
import { RuleError } from '../../domain/rule-error.ts';
import { isBalanced, type Veiled, veil } from '../liquid-in.ts';
import type { Block, Inline } from './block.ts';
import { linkTarget } from './target.ts';

/**
 * Reads an email's body. A line break is a line break, a link alone in its paragraph is a button, an image stands alone,
 * and Liquid tags alone on their line stand between paragraphs.
 *
 * @param place what an error names beside the words: the message and its locale
 * @throws RuleError for what an email should not hold
 */
export function readBody(source: string, place: object): Block[] {
  const { veiled, unveil } = veil(withTagsApart(dedent(source)));
  const reader = new Reader(unveil, place);
  return reader.blocks(marked.lexer(veiled, { gfm: true, breaks: true }));
}

/** A body may be indented like the code around it. */
function dedent(source: string): string {
  const lines = source.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  // What begins on the line of its quote has no indent, whatever follows.
  const counted = indents.length > 1 && lines[0]?.trim() ? indents.slice(1) : indents;
  const indent = Math.min(...counted);
  return lines.map((line) => (line.slice(0, indent).trim() === '' ? line.slice(indent) : line)).join('\n');
}

const withTagsApart = (source: string) => source.replace(/^[ \t]*((?:\{%[^%]*%\}[ \t]*)+)$/gm, '\n$1\n');

const supported =
  'headings, paragraphs, **bold**, *emphasis*, [links](https://…), ![images](https://…), lists, > quotes';

class Reader {
  readonly unveil: Veiled['unveil'];
  readonly place: object;

  constructor(unveil: Veiled['unveil'], place: object) {
    this.unveil = unveil;
    this.place = place;
  }

  blocks(tokens: readonly Token[]): Block[] {
    return tokens.flatMap((token) => this.block(token as MarkedToken) ?? []);
  }

  block(token: MarkedToken): Block | null {
    switch (token.type) {
      case 'space':
        return null;
      case 'heading':
        if (token.depth > 3) return this.refuse(token.raw, 'a heading is #, ## or ###', 'make it a paragraph in bold');
        return { kind: 'heading', level: token.depth as 1 | 2 | 3, inlines: this.whole(token) };
      case 'paragraph':
        return this.paragraph(token);
      case 'text':
        return { kind: 'line', inlines: this.whole(token) };
      case 'list':
        return {
          kind: 'list',
          start: token.ordered ? Number(token.start) : null,
          items: token.items.map((item) => this.inside(item)),
        };
      case 'blockquote':
        return { kind: 'quote', blocks: this.inside(token) };
      case 'hr':
        return { kind: 'rule' };
      default:
        return this.unsupported(token.raw);
    }
  }

  paragraph(token: { readonly raw: string; readonly tokens?: Token[] | undefined }): Block {
    const source = this.unveil(token.raw).trim();
    if (/^(?:\{%[^%]*%\}\s*)+$/.test(source)) return { kind: 'tags', source };
    const [only, ...others] = token.tokens ?? [];
    if (only?.type === 'image' && others.length === 0) {
      const { text, href } = only as { text: string; href: string };
      const [alt, image] = [this.unveil(text).trim(), linkTarget(this.unveil(href))];
      if (alt === '') this.refuse(source, 'an image says in words what it shows', 'write it as ![words](https://…)');
      return { kind: 'image', alt, source: image };
    }
    const inlines = this.whole(token);
    const [link, ...more] = inlines;
    if (link?.kind === 'link' && more.length === 0) return { ...link, kind: 'button' };
    return { kind: 'paragraph', inlines };
  }

  inside(token: { readonly raw: string; readonly tokens: readonly Token[] }): Block[] {
    this.checkTags(token.raw);
    return this.blocks(token.tokens);
  }

  /** The words of one block. */
  whole({ raw, tokens }: { readonly raw: string; readonly tokens?: readonly Token[] | undefined }): Inline[] {
    for (const piece of [raw, ...innerOf(tokens)]) this.checkTags(piece);
    return this.inlines(tokens);
  }

  checkTags(piece: string): void {
    if (isBalanced(this.unveil(piece))) return;
    const rule = 'a Liquid tag closes in the paragraph, the list item, the bold or the link that it opens in';
    this.refuse(piece.trim(), rule, 'close it there, or put it on a line of its own, around whole paragraphs');
  }

  inlines(tokens: readonly Token[] = []): Inline[] {
    return tokens.map((token) => this.inline(token as MarkedToken));
  }

  inline(token: MarkedToken): Inline {
    switch (token.type) {
      case 'text':
      case 'escape':
        return { kind: 'words', words: this.words(token.text) };
      case 'strong':
      case 'em':
        return { kind: token.type, inlines: this.inlines(token.tokens) };
      case 'br':
        return { kind: 'break' };
      case 'link':
        if (!token.raw.startsWith('['))
          return this.refuse(token.raw, 'a link has words that say where it leads', `write [words](${token.raw})`);
        return { kind: 'link', label: this.inlines(token.tokens), target: linkTarget(this.unveil(token.href)) };
      case 'image':
        return this.refuse(token.raw, 'an image stands alone', 'give it a paragraph of its own');
      default:
        return this.unsupported(token.raw);
    }
  }

  words(text: string): string {
    const entity = /&(?:#\w+|\w+);/.exec(text);
    if (entity) this.refuse(entity[0], 'Markdown holds the characters themselves', 'write the sign it stands for');
    return this.unveil(text);
  }

  unsupported(raw: string): never {
    const remedy = 'say it with these, or write the message its html and text by hand';
    return this.refuse(raw.trim(), `the body of an email holds ${supported}`, remedy);
  }

  refuse(body: string, rule: string, remedy: string): never {
    throw new RuleError({ value: { ...this.place, body: this.unveil(body) }, rule, remedy });
  }
}

/** Each piece inside of a block that becomes an element of its own. */
function innerOf(tokens: readonly Token[] = []): string[] {
  return tokens.flatMap((token) => {
    const inner = 'tokens' in token && Array.isArray(token.tokens) ? (token.tokens as Token[]) : null;
    return inner ? [inner.map(({ raw }) => raw).join(''), ...innerOf(inner)] : [];
  });
}
