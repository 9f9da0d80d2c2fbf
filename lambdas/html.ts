import { escapeHtml } from '../lib/content/escape.ts';

/** HTML that is written, not said: nothing in it is escaped any more. */
export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Piece = string | number | Html | readonly Html[] | false | null | undefined;

/** HTML around values: text is escaped, HTML stays, what is not there leaves no trace. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return new Html(strings.map((string, at) => string + sourceOf(values[at])).join(''));
}

function sourceOf(piece: Piece): string {
  if (piece === undefined || piece === null || piece === false) return '';
  if (piece instanceof Html) return piece.source;
  return typeof piece === 'object' ? piece.map(({ source }) => source).join('') : escapeHtml(String(piece));
}
