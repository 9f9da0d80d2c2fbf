import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { metricOf } from './alarm-row.ts';

const metricName = 'TouchErrors';

/** Errors of touch that are none of its answers to the state machine. */
export const touchFailures = ({ metrics }: Names) => metricOf(metrics, metricName);

/** Counts them in its log: its own line at level `error`, and Lambda's report of an invocation that never came to one. */
export function countTouchFailures(scope: Construct, logGroup: ILogGroup, { metrics }: Names): void {
  new MetricFilter(scope, 'TouchErrors', {
    logGroup,
    metricNamespace: metrics,
    metricName,
    metricValue: '1',
    filterPattern: FilterPattern.any(
      FilterPattern.stringValue('$.level', '=', 'error'),
      FilterPattern.stringValue('$.record.status', '=', 'timeout'),
      FilterPattern.stringValue('$.record.status', '=', 'failure'),
    ),
  });
}
