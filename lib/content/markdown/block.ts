/** What an email's body can say, read from Markdown. Texts and targets are templates: Liquid stands in them as written. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'button'; readonly label: readonly Inline[]; readonly target: string }
  | { readonly kind: 'image'; readonly alt: string; readonly source: string }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'rule' }
  /** The words of a list item that has no paragraphs. */
  | { readonly kind: 'line'; readonly inlines: readonly Inline[] }
  /** Liquid tags on a line of their own: they decide about whole blocks. */
  | { readonly kind: 'tags'; readonly source: string };

export type Inline =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'strong' | 'em'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'link'; readonly label: readonly Inline[]; readonly target: string }
  | { readonly kind: 'break' };
