import type { ArmRow, Comparison } from '../../domain/report/comparison.ts';
import type { Moved } from '../../domain/report/experiments.ts';
import type { Report } from '../../domain/report.ts';
import { type Html, html, type Part } from '../html.ts';
import { type Column, section, table } from '../table.ts';
import { term } from '../terms.ts';
import { between, count, date, money, none, points, share } from '../words.ts';
import { lacking } from './headline.ts';

/** Groups and arms side by side, each against the first. */
export function arms(report: Report): Html {
  const { comparison, otherGoals, experiments } = report;
  if (!comparison && experiments.length === 0) return html``;
  return section(
    'Groups and arms',
    'Each row against the first of its table.',
    comparison && armTable('Treatment against control', comparison),
    otherGoals.map(({ name, on, ...each }) => html`<h3>Goal ${name}: ${on}</h3>${armTable(`Goal ${name}`, each)}`),
    experiments.map(
      ({ name, since, bandit, ...each }) =>
        html`<h3>Experiment ${name} ${each.mismatch.found && html`<span class="badge bad">${term('mismatch', 'Group sizes are wrong')}</span>`}</h3>
${since && html`<p class="note">Since ${date(since)}, when its shares changed.</p>`}${bandit && movedBy(bandit)}${armTable(`Experiment ${name}`, each)}`,
    ),
  );
}

function movedBy({ uniform, lately }: Moved): Html {
  const shares = lately && Object.entries(lately).map(([arm, of]) => `${share(of)} ${arm}`);
  const now = shares
    ? `The others of the last days went to ${shares.join(', ')}.`
    : 'The others are too few yet to say.';
  return html`<p class="note">${term('bandit', 'Its shares follow what converts')}; compared are the ${share(uniform)} of the people who go by the written shares. ${now}</p>`;
}

export function armTable(label: string, { arms: rows }: Pick<Comparison, 'arms'>): Html {
  const hasValue = rows.some(({ valuePerPerson }) => valuePerPerson !== undefined);
  const columns: Column<ArmRow>[] = [
    { head: 'Group', cell: ({ name }) => name },
    { head: term('person', 'People'), cell: ({ people }) => count(people), number: true },
    { head: term('converted'), cell: ({ converted }) => count(converted), number: true },
    { head: term('rate', 'Rate'), cell: ({ rate }) => share(rate), number: true },
    ...(hasValue
      ? [{ head: 'Value a person', cell: (row: ArmRow) => money(row.valuePerPerson ?? null), number: true as const }]
      : []),
    { head: term('lift'), cell: liftOf },
    {
      head: term('pAdjusted', 'p'),
      cell: ({ against }) => (against?.difference ? pOf(against.p) : none),
      number: true,
    },
    { head: term('verdict'), cell: verdictOf },
  ];
  return table(label, columns, rows);
}

const liftOf = ({ against }: ArmRow): Part =>
  against?.difference
    ? html`${points(against.difference.estimate)}<br><small>${between(against.difference, points)}</small>`
    : none;

const pOf = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));

function verdictOf({ against }: ArmRow): Part {
  if (!against) return 'baseline';
  if (against.verdict !== 'not enough data') {
    return html`<span class="badge ${against.verdict === 'better' ? 'good' : 'bad'}">${against.verdict}</span>`;
  }
  return html`<abbr title="${lacking(against)}">not enough data yet</abbr>`;
}
