import type { Report } from '../domain/report.ts';
import { Html, html } from './html.ts';
import { type PartName, partNames, partOf } from './parts.ts';
import { style, type Theme } from './style.ts';

/** What the CloudWatch console shows of this function to somebody who adds a widget. */
export const widgetHelp = `### What really moved people

One part of a journey's report. It reads counters only; it knows nobody.

Parameter | Value | Default
---|---|---
**journey** | the journey's name | the first
**part** | ${partNames.join(', ')} or all | headline
**model** | first, last, linear, position, time-decay, markov, shapley | markov

\`\`\` yaml
journey: welcome
part: headline
\`\`\`
`;

/** A part of the report for a CloudWatch dashboard, in the dashboard's theme. */
export function reportWidget(report: Report, part: PartName | 'all', theme: Theme): string {
  return html`<style>${new Html(style(theme))}.report section,.report .answer,.report footer{border:0;border-radius:0;margin:0;padding:.5rem}</style><div class="report">${partOf(report, part)}</div>`
    .text;
}
