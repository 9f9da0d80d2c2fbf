import { type AttributionModel, attributionModels } from '../domain/attribution.ts';
import type { Report } from '../domain/report.ts';
import { Html, html } from './html.ts';
import { partOf } from './parts.ts';
import { style } from './style.ts';

/** Lengths of period to choose from, in days. */
export const periods = [7, 28, 91, 365] as const;

export interface PageChoice {
  readonly journeys: readonly string[];
  readonly journey: string;
  readonly days: number;
  readonly model: AttributionModel;
}

/** The whole report as a page: no script, nothing fetched, forms that ask for it anew. */
export function reportPage(report: Report, { journeys, journey, days, model }: PageChoice): string {
  const option = (value: string | number, label: string | number, chosen: boolean) =>
    html`<option value="${value}"${chosen && new Html(' selected')}>${label}</option>`;
  const lengths = periods.some((each) => each === days) ? periods : [...periods, days].sort((a, b) => a - b);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>What really moved people: ${report.journey}</title><style>${new Html(style('auto'))}
body{margin:0}.report main{max-width:72rem;margin:0 auto;padding:1rem}</style></head>
<body class="report"><main>
<form method="get"><label>Journey <select name="journey">${journeys.map((name) => option(name, name, name === journey))}</select></label>
<label>Period <select name="days">${lengths.map((length) => option(length, `${length} days`, length === days))}</select></label>
<label>Attribution <select name="model">${attributionModels.map((name) => option(name, name, name === model))}</select></label>
<button>Show</button></form>
${partOf(report, 'all')}
</main></body></html>`.text;
}
