import { type Html, html } from '../html.ts';

/**
 * A horizontal bar for a table's cell, which says the number beside it.
 *
 * @param part of the longest bar, 0 to 1
 * @param tone which of the theme's colours
 */
export function bar(part: number, tone: 'main' | 'muted' = 'main'): Html {
  const width = Math.max(0, Math.min(100, 100 * part)).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" width="100" height="10"/><rect class="${tone}" width="${width}" height="10"/></svg>`;
}
