import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmRow } from './alarm-row.ts';

/** SES rates the account, not a stage: whoever else sends from it counts too, and suffers too. */
const rate = (metricName: string) =>
  new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });

/** What mailbox providers and SES itself judge a sender by. */
export const reputationAlarms: readonly AlarmRow[] = [
  {
    name: 'bounce-rate',
    runbook: 'bounce-rate',
    means: '5% of emails bounce: SES reviews the account here and pauses it at 10%',
    metric: rate('Reputation.BounceRate'),
    threshold: 0.05,
    silence: 'unchanged',
  },
  {
    name: 'complaint-rate',
    runbook: 'complaint-rate',
    means: 'One in a thousand calls our email spam: more is what Gmail and SES do not tolerate',
    metric: rate('Reputation.ComplaintRate'),
    threshold: 0.001,
    silence: 'unchanged',
  },
];
