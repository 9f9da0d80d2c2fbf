import { escapeHtml } from '../escape.ts';
import { aroundLiquid } from '../liquid-in.ts';
import type { Block, Inline } from './block.ts';
import type { EmailStyles } from './styles.ts';

/** The body in HTML: real headings and lists, styled where every mail program sees it. */
export function htmlOf(blocks: readonly Block[], styles: EmailStyles): string {
  const all = (inner: readonly Block[]): string => inner.map(one).join('\n');
  const element = (name: keyof EmailStyles & string, inner: string, attributes = '') =>
    `<${name}${attributes} style="${styles[name]}">${inner}</${name}>`;

  const one = (block: Block): string => {
    switch (block.kind) {
      case 'heading':
        return element(`h${block.level}`, words(block.inlines));
      case 'paragraph':
        return element('p', words(block.inlines));
      case 'line':
        return words(block.inlines);
      case 'list': {
        const items = block.items.map((item) => element('li', all(item))).join('\n');
        return block.start === null
          ? element('ul', items)
          : element('ol', items, block.start === 1 ? '' : ` start="${block.start}"`);
      }
      case 'quote':
        return element('blockquote', all(block.blocks));
      case 'rule':
        return `<hr style="${styles.hr}">`;
      case 'image':
        return `<p style="${styles.p}"><img src="${escaped(block.source)}" alt="${escaped(block.alt)}" style="${styles.img}"></p>`;
      case 'button':
        return [
          `<table role="presentation" border="0" cellpadding="0" cellspacing="0" style="margin:0 0 24px;"><tr>`,
          `<td class="button" style="${styles.buttonCell}">`,
          `<a href="${escaped(block.target)}" style="${styles.button}">${words(block.label)}</a></td></tr></table>`,
        ].join('');
      case 'tags':
        return block.source;
    }
  };

  const words = (inlines: readonly Inline[]): string =>
    inlines
      .map((inline) => {
        switch (inline.kind) {
          case 'words':
            return escaped(inline.words);
          case 'break':
            return '<br>';
          case 'link':
            return element('a', words(inline.label), ` href="${escaped(inline.target)}"`);
          default:
            return `<${inline.kind}>${words(inline.inlines)}</${inline.kind}>`;
        }
      })
      .join('');

  return all(blocks);
}

/** Values are escaped when they are rendered; the words around them are here. */
const escaped = (template: string) => aroundLiquid(template, escapeHtml);
