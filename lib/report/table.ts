import { type Html, html, type Part } from './html.ts';

export interface Column<Row> {
  readonly head: Part;
  readonly cell: (row: Row) => Part;
  /** Numbers stand to the right. */
  readonly number?: true;
  /** A bar takes what room is left. */
  readonly wide?: true;
}

/** A table that scrolls sideways by itself where it does not fit; its first column names the row. */
export function table<Row>(label: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const kind = ({ number, wide }: Column<Row>) => (number ? 'number' : wide ? 'wide' : 'words');
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${kind(column)}">${column.head}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${columns.map((column, at) =>
        at === 0
          ? html`<th scope="row">${column.cell(row)}</th>`
          : html`<td class="${kind(column)}">${column.cell(row)}</td>`,
      )}</tr>
`,
  )}</tbody></table></div>`;
}

export const section = (title: string, lead: Part, ...content: readonly Part[]): Html =>
  html`<section><h2>${title}</h2>${lead && html`<p class="lead">${lead}</p>`}${content}</section>`;
