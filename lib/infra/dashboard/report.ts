// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudWatch's own placeholders
import { CustomWidget, Dashboard, type IWidget, PeriodOverride, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type Names, reportDashboardName } from '../names.ts';
import { everyMetric, graph } from './graph.ts';

export interface ReportDashboardsProps {
  readonly names: Names;
  readonly report: Lambda;
  readonly journeys: readonly { readonly name: string }[];
}

/** Heights that show a part without scrolling, as far as can be known. */
const partsOfJourney = [
  ['headline', 24, 8],
  ['over-time', 12, 9],
  ['arms', 12, 9],
  ['holdouts', 12, 8],
  ['attribution', 12, 8],
  ['funnel', 12, 8],
  ['app-funnel', 12, 8],
  ['paths', 24, 9],
  ['messages', 24, 9],
  ['outlook', 12, 7],
  ['fine-print', 12, 7],
] as const;

/** The marketer's view: a dashboard a journey, and one that shows the answer of each. */
export function reportDashboards(scope: Construct, { names, report, journeys }: ReportDashboardsProps): void {
  const widget = (journey: string, part: string, title: string, width: number, height: number): IWidget =>
    new CustomWidget({
      functionArn: report.functionArn,
      title,
      width,
      height,
      params: { journey, part },
      updateOnRefresh: true,
      updateOnTimeRangeChange: true,
      updateOnResize: false,
    });
  const dashboard = (id: string, name: string, widgets: IWidget[][]) =>
    new Dashboard(scope, id, {
      dashboardName: name,
      periodOverride: PeriodOverride.AUTO,
      start: '-P28D',
      widgets,
    });
  dashboard('ReportDashboard', reportDashboardName(names), [
    [new TextWidget({ markdown: '## What really moved people, by journey', width: 24, height: 1 })],
    journeys.map(({ name }) => widget(name, 'headline', name, 12, 9)),
  ]);
  for (const { name } of journeys) {
    dashboard(`ReportDashboard-${name}`, reportDashboardName(names, name), [
      overTime(names, name),
      partsOfJourney.map(([part, width, height]) =>
        widget(name, part, `${name}: ${part.replace('-', ' ')}`, width, height),
      ),
    ]);
  }
}

/** As it happens, from log lines; the exact numbers are the parts'. */
function overTime({ metrics }: Names, journey: string): IWidget[] {
  const only = { Journey: journey };
  const runs = (name: string) =>
    everyMetric(metrics, ['Group', 'Journey'], name, `${name} \${PROP('Dim.Group')}`, only);
  const touches = (name: string) =>
    everyMetric(metrics, ['Channel', 'Group', 'Journey'], name, `${name} \${PROP('Dim.Channel')}`, only);
  return [
    graph('Entered and converted', [runs('Entered'), runs('Converted')]),
    graph('Sent', [touches('Sent')]),
    graph('Opened and clicked', [touches('Opened'), touches('Clicked')]),
  ];
}
