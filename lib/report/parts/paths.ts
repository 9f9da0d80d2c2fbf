import type { PathRow } from '../../domain/report/paths.ts';
import type { Report } from '../../domain/report.ts';
import { bar } from '../charts/bar.ts';
import { type Html, html } from '../html.ts';
import { type Column, section, table } from '../table.ts';
import { type Term, term } from '../terms.ts';
import { count, pathName, share } from '../words.ts';

/** Which ways people took through the channels. */
export function paths({ paths: rows, overlap }: Report): Html {
  if (rows.length === 0) return html``;
  return section(
    'Which ways people took',
    'People of the treatment, each in one row of each table. Who converts early leaves early, so short paths convert more by themselves.',
    html`<div class="halves"><div><h3>Most frequent paths</h3>${rowsOf('Paths', rows, 'path', ' → ')}</div>
<div><h3>Channels together</h3>${rowsOf('Channel overlap', overlap, 'overlap', ' + ')}</div></div>`,
  );
}

function rowsOf(label: string, rows: readonly PathRow[], name: Term, by: string): Html {
  const most = Math.max(1, ...rows.map(({ people }) => people ?? 0));
  const columns: Column<PathRow>[] = [
    { head: term(name), cell: ({ path }) => pathName(path, by) },
    {
      head: term('person', 'People'),
      cell: ({ people }) => html`${count(people)}${bar((people ?? 0) / most)}`,
      number: true,
    },
    { head: term('converted'), cell: ({ converted }) => count(converted), number: true },
    {
      head: term('rate', 'Rate'),
      cell: ({ people, converted }) => share(people && converted !== null ? converted / people : null),
      number: true,
    },
  ];
  return table(label, columns, rows);
}
