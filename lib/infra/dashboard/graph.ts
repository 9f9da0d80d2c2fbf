import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';

/** Three in a row. */
export const graph = (title: string, left: readonly IMetric[], right: readonly IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, left: [...left], right: [...right], width: 8, height: 6, stacked: false });

/**
 * Every metric of that name with exactly these dimensions: journeys and channels that come later need no new dashboard.
 *
 * @param only values that dimensions must have
 * @param label what CloudWatch calls each line; `${PROP('Dim.Journey')}` is its journey
 */
export function everyMetric(
  namespace: string,
  dimensions: readonly string[],
  name: string,
  label: string,
  only: Readonly<Record<string, string>> = {},
): IMetric {
  const filter = Object.entries(only).map(([dimension, value]) => ` ${dimension}="${value}"`);
  const schema = [namespace, ...dimensions].map((part) => (/^\w+$/.test(part) ? part : `"${part}"`)).join(',');
  return new MathExpression({
    expression: `SEARCH('{${schema}} MetricName="${name}"${filter.join('')}', 'Sum')`,
    usingMetrics: {},
    label,
    period: Duration.minutes(5),
  });
}
