import type { Detectable } from '../../domain/report/smallest.ts';
import type { Report } from '../../domain/report.ts';
import { type Html, html } from '../html.ts';
import { type Column, section, table } from '../table.ts';
import { term, terms } from '../terms.ts';
import { count, share, spoken } from '../words.ts';

/** What this journey can show at all, said before it is over. */
export function outlook({ outlook: found }: Report): Html {
  if (!found) return html``;
  const lift = (value: number | null) => (value === null ? 'none' : `${(100 * value).toFixed(1)} points`);
  const columns: Column<Detectable>[] = [
    {
      head: 'When',
      cell: ({ days }) => (days === undefined ? 'Once there are' : `After ${days} day${days === 1 ? '' : 's'}`),
    },
    { head: term('person', 'People'), cell: ({ people }) => count(people), number: true },
    { head: term('smallest', 'Smallest lift, this report'), cell: ({ sequential }) => lift(sequential), number: true },
    { head: term('smallest', 'One look at the end'), cell: ({ fixed }) => lift(fixed), number: true },
  ];
  const base = found.assumed
    ? `if ${share(found.baseline)} convert without messages, an example`
    : `at the ${share(found.baseline)} that convert without messages`;
  return section(
    'What it can show at all',
    `The smallest true lift that would probably be seen, ${base}. A smaller one needs more people or a larger control.`,
    table('Smallest detectable lift', columns, found.sizes),
  );
}

/** What was mended and what was not counted; then what every number means. */
export function finePrint({ mended, refused }: Report): Html {
  const list = (of: Readonly<Record<string, number>>) =>
    Object.entries(of).map(
      ([why, many], at) => `${at === 0 ? '' : ', '}${many.toLocaleString('en-US')} ${spoken(why)}`,
    );
  const [fixed, left] = [list(mended), list(refused)];
  return html`<footer>${fixed.length > 0 && html`<p>${term('mended')}: ${fixed}.</p>`}${left.length > 0 && html`<p>${term('refused')}: ${left}.</p>`}
<details><summary>What the numbers mean</summary><dl class="terms">${Object.values(terms).map(
    ([label, meaning]) => html`<div><dt>${label}</dt><dd>${meaning}</dd></div>`,
  )}</dl></details></footer>`;
}
