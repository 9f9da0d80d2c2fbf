import type { Report } from '../domain/report.ts';
import { type Html, html } from './html.ts';
import { arms } from './parts/arms.ts';
import { attribution, holdouts } from './parts/credit.ts';
import { finePrint, outlook } from './parts/fine-print.ts';
import { appFunnel, funnel } from './parts/funnels.ts';
import { headline } from './parts/headline.ts';
import { messages } from './parts/messages.ts';
import { overTime } from './parts/over-time.ts';
import { paths } from './parts/paths.ts';

/** The parts of a report in the order in which they are read; a widget shows one of them. */
export const parts = {
  headline,
  'over-time': overTime,
  arms,
  holdouts,
  attribution,
  funnel,
  'app-funnel': appFunnel,
  paths,
  messages,
  outlook,
  'fine-print': finePrint,
} as const satisfies Readonly<Record<string, (report: Report) => Html>>;

export type PartName = keyof typeof parts;
export const partNames = Object.keys(parts) as PartName[];

/** One part, or all. */
export function partOf(report: Report, name: PartName | 'all'): Html {
  return name === 'all' ? html`${partNames.map((each) => parts[each](report))}` : parts[name](report);
}
