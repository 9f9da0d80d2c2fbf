import type { Cell } from '../../domain/report/cell.ts';
import type { Holdout, HoldoutMarket } from '../../domain/report/holdouts.ts';
import type { Report } from '../../domain/report.ts';
import { bar } from '../charts/bar.ts';
import { type Html, html } from '../html.ts';
import { type Column, section, table } from '../table.ts';
import { term } from '../terms.ts';
import { between, channelName, count, countryName, none, share, signed } from '../words.ts';

/** What channels add, measured, beside what a model gives them. */
export function holdouts({ holdouts: rows, model }: Report): Html {
  if (rows.length === 0) {
    return section(
      'What each channel adds',
      html`No ${term('heldOut', 'holdout')} ran in this period. Hold a share of people out of a channel, and this table shows what the channel adds beside what attribution gives it.`,
    );
  }
  const columns: Column<Holdout>[] = [
    { head: 'Channel', cell: ({ channel }) => channelName(channel) },
    ...sides,
    { head: term('attributed', `Attributed (${model})`), cell: ({ attributed }) => count(attributed), number: true },
  ];
  return section(
    'What each channel adds',
    html`Conversions that would not be there without the channel, beside those that a model ${term('attributed', 'attributes')} to it. Where the two differ, believe the first.`,
    table('Holdouts beside attribution', columns, rows),
    inMarkets(rows),
  );
}

type Side = Pick<Holdout, 'heldOut' | 'others' | 'incremental'>;

/** Who is held out, who is not, and what that makes. */
const sides: readonly Column<Side>[] = [
  {
    head: term('heldOut', 'Held out'),
    cell: ({ heldOut }) => `${count(heldOut.people)}, ${share(heldOut.rate)}`,
    number: true,
  },
  { head: 'Others', cell: ({ others }) => `${count(others.people)}, ${share(others.rate)}`, number: true },
  {
    head: term('extra', 'Added, measured'),
    cell: ({ incremental }) =>
      incremental
        ? html`<b>${signed(incremental.estimate)}</b><br><small>${between(incremental, signed)}</small>`
        : none,
    number: true,
  },
];

function inMarkets(rows: readonly Holdout[]): Html {
  const all = rows.flatMap(({ channel, markets }) => markets.map((market) => ({ channel, ...market })));
  if (all.length === 0) return html``;
  const columns: Column<HoldoutMarket & Pick<Holdout, 'channel'>>[] = [
    { head: 'Channel and market', cell: ({ channel, market }) => `${channelName(channel)}, ${countryName(market)}` },
    ...sides,
  ];
  return html`<h3>In each market</h3>
<p class="note">Of many intervals side by side some miss the truth, one in twenty: a market that stands out is a question, not yet an answer.</p>
${table('Holdouts in each market', columns, all)}`;
}

/** All models side by side; the chosen one drawn. */
export function attribution({ attribution: models, model, conversions }: Report): Html {
  const chosen = models.find((each) => each.model === model);
  const channels = [...new Set(models.flatMap(({ credits }) => Object.keys(credits)))];
  if (!chosen || channels.length === 0) return html``;
  const of = (channel: string, credits: Readonly<Record<string, Cell>>) =>
    channel in credits ? (credits[channel] ?? null) : 0;
  const most = Math.max(1, ...channels.map((channel) => of(channel, chosen.credits) ?? 0));
  const columns: Column<string>[] = [
    { head: 'Channel', cell: channelName },
    {
      head: html`<b>${model}</b>`,
      cell: (channel) => html`<b>${count(of(channel, chosen.credits))}</b>`,
      number: true,
    },
    { head: '', cell: (channel) => bar((of(channel, chosen.credits) ?? 0) / most), wide: true },
    ...models
      .filter((each) => each !== chosen)
      .map(
        (each): Column<string> => ({
          head: each.model,
          cell: (channel) => count(of(channel, each.credits)),
          number: true,
        }),
      ),
  ];
  return section(
    'Attribution by model',
    html`Each model ${term('attributed', 'shares out')} the same ${count(conversions)} conversions of the treatment among the channels before them. None says what would have happened anyway.`,
    table('Attribution by model', columns, channels),
  );
}
