import type { Report } from '../../domain/report.ts';
import { bandChart } from '../charts/band.ts';
import { type Html, html } from '../html.ts';
import { section } from '../table.ts';
import { term } from '../terms.ts';
import { date } from '../words.ts';

/** How sure the lift became, day by day. */
export function overTime({ overTime: days }: Report): Html {
  const points = days.flatMap(({ day, estimate, low, high }) =>
    low === null || high === null ? [] : [{ label: date(day), estimate, low, high }],
  );
  if (points.length < 2) return html``;
  const last = points.at(-1);
  const percent = (value: number) =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${Number(Math.abs(100 * value).toFixed(2))}`;
  const said = `Lift in percentage points by day; on the last, ${percent(last?.estimate ?? 0)}, from ${percent(last?.low ?? 0)} to ${percent(last?.high ?? 0)}`;
  return section(
    'Lift over time',
    html`${term('lift')} in points, of all who had entered by that day, as known today. The band is the ${term('interval', 'interval')}: once it leaves the line at 0 behind, the messages made a difference.`,
    bandChart(points, percent, said),
  );
}
