import type { Against } from '../../domain/report/comparison.ts';
import type { Incremental } from '../../domain/report/incremental.ts';
import type { Report } from '../../domain/report.ts';
import { type Html, html, type Part } from '../html.ts';
import { term } from '../terms.ts';
import { between, count, date, duration, money, none, points, share, signed } from '../words.ts';

/** The answer first: did the messages move people, by how much, and what did that cost. */
export function headline(report: Report): Html {
  const { goal, period, population, sharesSince } = report;
  const goalWords = goal
    ? html`Goal: <b>${goal.on}</b> within ${duration(goal.within)} of entering. `
    : html`This journey has no goal. `;
  return html`<header class="answer">
<p class="about">${goalWords}${term('period', `People who entered from ${date(period.from)} to ${date(period.to)}`)}: <b>${count(population.all)}</b>, of whom ${count(population.treatment)} in ${term('treatment', 'treatment')} and ${count(population.control)} in ${term('control', 'control')}. ${sizes(report)}</p>
${answer(report)}
${sharesSince && html`<p class="note">The shares of the groups changed: the comparison begins on ${date(sharesSince)}, with the people assigned by the shares of today.</p>`}
</header>${report.incremental && figures(report.incremental, report)}`;
}

function sizes({ comparison, population }: Report): Part {
  if (!comparison || population.all === 0) return null;
  const { found, p } = comparison.mismatch;
  const label = found ? `Group sizes are wrong (p = ${p.toExponential(1)})` : 'Group sizes as planned';
  return html`<span class="badge ${found ? 'bad' : 'good'}">${term('mismatch', label)}</span>`;
}

function answer(report: Report): Html {
  const { goal, population, comparison, incremental } = report;
  if (population.all === 0) return html`<h1>Nobody entered in this period</h1>`;
  if (!goal)
    return html`<h1>Without a goal nobody can say what the messages moved</h1><p>Add <code>goal</code> to the journey.</p>`;
  const against = comparison?.arms[1]?.against;
  if (!against) {
    return html`<h1>Everybody gets these messages, so nobody can say what they add</h1><p>Give the journey a <code>control</code>, such as 0.1, and this page will.</p>`;
  }
  const range = against.difference;
  const sure =
    range &&
    html`<p>${term('lift', 'Lift')}: <b>${points(range.estimate)}</b>, ${term('interval', between(range, points))}.</p>`;
  if (against.verdict === 'not enough data') {
    return html`<h1>Not enough data yet</h1>${sure}<p>${lacking(against)}</p>`;
  }
  const people = incremental ? count(Math.abs(incremental.conversions.estimate)) : '';
  return against.verdict === 'better'
    ? html`<h1>The messages moved about ${people} people to the goal who would not have come by themselves</h1>${sure}`
    : html`<h1>The messages kept about ${people} people from the goal</h1>${sure}`;
}

const wants: Readonly<Record<Against['lacking'][number], string>> = {
  days: '7 days since the first entry',
  users: '100 people in each group',
  conversions: '10 conversions in the larger group',
  interval: 'an interval that leaves out 0',
  comparisons: 'a difference that holds with all arms taken together',
  match: 'groups that are filled as planned',
};

/** What stands between a comparison and its verdict, in a sentence. */
export const lacking = ({ lacking: open }: Pick<Against, 'lacking'>): string => {
  const words = open.map((name, at) => `${at === 0 ? '' : at === open.length - 1 ? ' and ' : ', '}${wants[name]}`);
  return `For a verdict it still lacks ${words.join('')}.`;
};

function figures(found: Incremental, { comparison }: Report): Html {
  const [control, treatment] = comparison?.arms ?? [];
  const dollars = (value: number) => (value < 0 ? `−${money(-value)}` : money(value));
  const { conversions, value, cost, costPerConversion: per, lifetimePerCost: lifetime } = found;
  const sure = treatment?.against?.verdict !== 'not enough data';
  return html`<dl class="figures">
${figure(term('rate'), share(treatment?.rate ?? null), html`control ${share(control?.rate ?? null)}`)}
${figure(term('extra'), signed(conversions.estimate), between(conversions, signed))}
${value && figure(term('extraValue'), dollars(value.estimate), between(value, dollars))}
${sure && per ? figure(term('costPer'), money(per.estimate), `${between(per, money)}; paid ${money(cost)}`) : figure(term('costPer'), none, cost > 0 ? `not enough data yet; paid ${money(cost)}` : 'no prices, or nothing paid')}
${sure && lifetime && figure(term('lifetime'), ratio(lifetime.estimate), between(lifetime, ratio))}
</dl>`;
}

const ratio = (value: number): string =>
  `${value >= 10 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1)} : 1`;

const figure = (label: Html, value: string, small: Part): Html =>
  html`<div><dt>${label}</dt><dd><strong>${value}</strong><small>${small}</small></dd></div>`;
