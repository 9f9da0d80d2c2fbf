import { AlarmStatusWidget, Dashboard, type IAlarm, PeriodOverride, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { AppContext } from './app-context.ts';
import { costWidgets } from './dashboard/cost.ts';
import { healthWidgets } from './dashboard/health.ts';
import { journeyWidgets } from './dashboard/journeys.ts';
import { isDeployed, verbs } from './verbs.ts';

export interface EngineersDashboardProps extends Pick<AppContext, 'names' | 'providers'> {
  readonly apiId: string;
  readonly alarms: readonly IAlarm[];
}

/** The engineer's view: does it work, what do people get, what does it cost. Its name is the stage's. */
export function engineersDashboard(
  scope: Construct,
  { names, providers, apiId, alarms }: EngineersDashboardProps,
): Dashboard {
  const deployed = verbs.filter((verb) => isDeployed(verb, providers));
  const heading = (text: string) => [new TextWidget({ markdown: `## ${text}`, width: 24, height: 1 })];
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: names.bus,
    periodOverride: PeriodOverride.AUTO,
    widgets: [
      [
        new AlarmStatusWidget({
          title: 'Alarms: docs/operate.md says what to do',
          alarms: [...alarms],
          width: 24,
          height: 4,
        }),
      ],
      heading('What people get'),
      journeyWidgets(names),
      heading('Whether it works'),
      healthWidgets(names, deployed, apiId),
      heading('What drives the bill'),
      costWidgets(names, deployed),
    ],
  });
}
