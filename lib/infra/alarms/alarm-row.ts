import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** Headings of docs/operate.md under which it says what an alarm means and what to do. */
export type RunbookLine =
  | 'dead-letters'
  | 'lost-events'
  | 'late-events'
  | 'failed-executions'
  | 'failed-launches'
  | 'failed-erasures'
  | 'function-errors'
  | 'function-throttles'
  | 'touch-errors'
  | 'http-errors'
  | 'forged-webhooks'
  | 'provider-misconfigured'
  | 'given-up'
  | 'messages-to-review'
  | 'unauthorized-senders'
  | 'table-throttles'
  | 'bounce-rate'
  | 'complaint-rate';

/** One alarm, as a row of data. It is over as soon as a value reaches the threshold. */
export interface AlarmRow {
  /** Ends the alarm's name; unique within the stage. */
  readonly name: string;
  readonly runbook: RunbookLine;
  /** What is wrong when it rings, in a sentence. */
  readonly means: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** What no data says: nothing happened, or nothing is known. @default "fine" */
  readonly silence?: 'fine' | 'unchanged';
}

/** A metric of an AWS service over five minutes. */
export const metricOf = (
  namespace: string,
  metricName: string,
  dimensionsMap: Readonly<Record<string, string>> = {},
  statistic: 'Sum' | 'Maximum' | 'Average' = 'Sum',
): Metric => new Metric({ namespace, metricName, dimensionsMap, statistic, period: Duration.minutes(5) });

/** As many metrics as one alarm takes. */
export const mostMetrics = 10;

/** The sum of up to ten metrics. */
export function sumOf(label: string, metrics: readonly Metric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  // A metric without data would make the sum have none.
  const expression = Object.keys(usingMetrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics, label, period: Duration.minutes(5) });
}
