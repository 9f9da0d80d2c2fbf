import type { Cell } from '../../domain/report/cell.ts';
import type { ChannelFunnel } from '../../domain/report/channels.ts';
import type { FunnelStep, Report } from '../../domain/report.ts';
import type { FunnelLevel } from '../../domain/tally/touches.ts';
import { bar } from '../charts/bar.ts';
import { type Html, html } from '../html.ts';
import { type Column, section, table } from '../table.ts';
import { type Term, term } from '../terms.ts';
import { channelName, count, none } from '../words.ts';

const levels: readonly (readonly [FunnelLevel, Term])[] = [
  ['eligible', 'eligible'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['opened', 'opened'],
  ['clicked', 'clicked'],
  ['converted', 'afterwards'],
];

/** How far messages reached, in people. */
export function funnel({ channels }: Report): Html {
  if (channels.length === 0) return html``;
  const columns: Column<ChannelFunnel>[] = [
    { head: 'Channel', cell: ({ channel }) => channelName(channel) },
    ...levels.map(([level, name]): Column<ChannelFunnel> => {
      const cell = (row: ChannelFunnel) =>
        html`${count(row[level])}${bar(level === 'eligible' ? 1 : (row[level] ?? 0) / Math.max(1, row.eligible ?? 0))}`;
      return { head: term(name), cell, number: true };
    }),
  ];
  return section(
    'How far messages reached',
    'People of the treatment, not messages: each counts once a channel. Bars are shares of those for whom a message came up.',
    table('Funnel by channel', columns, channels),
  );
}

/** Where people drop off in the app, with and without the messages. */
export function appFunnel({ appFunnel: steps, population }: Report): Html {
  if (steps.length === 0) return html``;
  const part = (people: Cell, all: Cell): number | null => (people === null || !all ? null : people / all);
  const percent = (value: number | null) => (value === null ? none : `${Math.round(100 * value)} %`);
  const columns: Column<FunnelStep>[] = [
    { head: 'Step', cell: ({ event }) => event },
    ...(['treatment', 'control'] as const).flatMap((group): Column<FunnelStep>[] => [
      { head: term(group), cell: (step) => count(step[group]), number: true },
      {
        head: 'of all',
        cell: (step) => {
          const share = part(step[group], population[group]);
          return html`${percent(share)}${bar(share ?? 0, group === 'control' ? 'muted' : 'main')}`;
        },
        number: true,
      },
      { head: 'lost since', cell: (step) => percent(lost(steps, step, group)), number: true },
    ]),
  ];
  return section(
    'Where people drop off',
    html`${term('step')} of everybody who entered, with the messages and without.`,
    table('App funnel', columns, steps),
  );
}

function lost(steps: readonly FunnelStep[], step: FunnelStep, group: 'treatment' | 'control'): number | null {
  const before = steps[steps.indexOf(step) - 1]?.[group];
  const here = step[group];
  return !before || here === null ? null : Math.max(0, 1 - here / before);
}
