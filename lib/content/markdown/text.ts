import type { Block, Inline } from './block.ts';

/** The body in plain text: lists stay lists, and links show where they lead. */
export function textOf(blocks: readonly Block[]): string {
  return paragraphs(blocks).trim();
}

/** Each block with a blank line after it; tags bring none, so that what they leave out leaves no gap. */
const paragraphs = (blocks: readonly Block[]): string => blocks.map(paragraph).join('');

function paragraph(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return `${words(block.inlines)}\n\n`;
    case 'line':
      return `${words(block.inlines)}\n`;
    case 'button':
      return `${words(block.label)}: ${block.target}\n\n`;
    case 'image':
      return `[${block.alt}]\n\n`;
    case 'rule':
      return '* * *\n\n';
    case 'quote':
      return `${prefixed(paragraphs(block.blocks).trim(), '> ', '> ')}\n\n`;
    case 'list':
      return `${list(block)}\n`;
    case 'tags':
      return block.source;
  }
}

function list({ start, items }: Block & { kind: 'list' }): string {
  return items
    .map((item, at) => {
      const sign = start === null ? '- ' : `${start + at}. `;
      return `${prefixed(paragraphs(item).trim(), sign, ' '.repeat(sign.length))}\n`;
    })
    .join('');
}

const prefixed = (text: string, first: string, others: string) =>
  text
    .split('\n')
    .map((line, at) => `${at === 0 ? first : others}${line}`.trimEnd())
    .join('\n');

const words = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'words':
          return inline.words;
        case 'break':
          return '\n';
        case 'link':
          return `${words(inline.label)} (${inline.target.replace(/^mailto:/, '')})`;
        default:
          return words(inline.inlines);
      }
    })
    .join('');
