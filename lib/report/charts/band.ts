import { type Html, html } from '../html.ts';
import { ticksBetween } from './ticks.ts';

export interface BandPoint {
  readonly label: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

const size = { width: 480, height: 250, left: 62, right: 12, top: 12, bottom: 30 };
const [right, bottom] = [size.width - size.right, size.height - size.bottom];

/**
 * A line with its interval around it, day by day, and a line at 0.
 *
 * @param write a value on the axis
 * @param title what it shows, for those who do not see it
 */
export function bandChart(points: readonly BandPoint[], write: (value: number) => string, title: string): Html {
  // The first days' intervals are so wide that they would flatten all that follows: they may leave the picture.
  const settled = points.slice(Math.floor(points.length / 3));
  const low = Math.min(0, ...settled.map((point) => point.low), ...points.map(({ estimate }) => estimate));
  const high = Math.max(0, ...settled.map((point) => point.high), ...points.map(({ estimate }) => estimate));
  const ticks = ticksBetween(low, high);
  const [from = low, to = high] = [ticks[0], ticks.at(-1)];
  const x = (at: number) => size.left + ((right - size.left) * at) / Math.max(1, points.length - 1);
  const y = (value: number) => bottom - ((bottom - size.top) * (value - from)) / (to - from || 1);
  const inside = (value: number) => Math.max(size.top, Math.min(bottom, y(value)));
  const place = (at: number, value: number) => `${x(at).toFixed(1)},${inside(value).toFixed(1)}`;
  const band = [
    ...points.map((point, at) => place(at, point.high)),
    ...points.map((point, at) => place(at, point.low)).reverse(),
  ];
  const line = points.map(({ estimate }, at) => place(at, estimate));
  const last = points.length - 1;
  const labels = [...new Set([0, Math.round(last / 2), last])];
  const anchor = (at: number) => (at === 0 ? 'start' : at === last ? 'end' : 'middle');
  return html`<svg class="band" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">
${ticks.map((tick) => html`<line class="${Math.abs(tick) < 1e-12 ? 'zero' : 'grid'}" x1="${size.left}" x2="${right}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}"/><text x="${size.left - 8}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${write(tick)}</text>`)}
<polygon class="range" points="${band.join(' ')}"/><polyline class="line" points="${line.join(' ')}"/><circle class="dot" cx="${x(last).toFixed(1)}" cy="${inside(points[last]?.estimate ?? 0).toFixed(1)}" r="4"/>
${labels.map((at) => html`<text x="${x(at).toFixed(1)}" y="${size.height - 8}" text-anchor="${anchor(at)}">${points[at]?.label ?? ''}</text>`)}
</svg>`;
}
