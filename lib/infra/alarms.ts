import { Aws } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { AlarmRow } from './alarms/alarm-row.ts';
import { eventAlarms } from './alarms/events.ts';
import { forwardAlarms } from './alarms/forward.ts';
import { functionAlarms } from './alarms/functions.ts';
import { providerAlarms } from './alarms/providers.ts';
import { reputationAlarms } from './alarms/reputation.ts';
import { sourceAlarms } from './alarms/sources.ts';
import { countTouchFailures } from './alarms/touch-failures.ts';
import { webhookAlarms } from './alarms/webhooks.ts';
import type { AppContext } from './app-context.ts';
import { accept } from './review.ts';

export interface AlarmsProps extends Pick<AppContext, 'names' | 'settings' | 'arns' | 'providers'> {
  readonly touchLogs: ILogGroup;
  readonly apiId: string;
}

/** What somebody should get up for, each with its line in the runbook, to one topic. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];

  constructor(scope: Construct, id: string, { names, settings, arns, providers, touchLogs, apiId }: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { topicName: `${names.bus}-alarms`, enforceSSL: true });
    // A topic's own policy replaces the one that lets everything in the account publish, alarms among them.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisStage',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          ArnLike: {
            'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:alarm:${names.bus}-*`,
          },
        },
      }),
    );
    const email = settings.alarms?.email;
    if (email) this.topic.addSubscription(new EmailSubscription(email));
    accept(this.topic, {
      rule: 'Serverless-SNSRedrivePolicy',
      on: '2026-11-23',
      because: 'its subscribers are mailboxes; an alarm that bounced is still red on the dashboard',
    });
    countTouchFailures(this, touchLogs, names);
    const rows = [
      ...eventAlarms(names, providers, arns),
      ...functionAlarms(names, providers, apiId),
      ...providerAlarms(names, providers),
      ...webhookAlarms(names, providers),
      ...sourceAlarms(names, settings),
      ...forwardAlarms(names, settings),
      ...reputationAlarms,
    ];
    for (const row of rows) {
      this.#add(`${names.bus}-${row.name}`, row);
    }
  }

  #add(alarmName: string, { name, means, runbook, metric, threshold, silence = 'fine' }: AlarmRow): void {
    const alarm = new Alarm(this, name, {
      alarmName,
      alarmDescription: `${means}. Runbook: docs/operate.md#${runbook}`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silence === 'fine' ? TreatMissingData.NOT_BREACHING : TreatMissingData.IGNORE,
    });
    const tell = new SnsAction(this.topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    this.all.push(alarm);
  }
}
