import type { IWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { metricOf } from '../alarms/alarm-row.ts';
import { touchFailures } from '../alarms/touch-failures.ts';
import { deadLettersName, endingRuleName, functionName, type Names } from '../names.ts';
import { eventVerbs, type LetterVerbName, letterVerbs, type Verb } from '../verbs.ts';
import { graph } from './graph.ts';

/** Dead letters, failures, latency: what the alarms watch, over time. */
export function healthWidgets(names: Names, verbs: readonly Verb[], apiId: string): IWidget[] {
  const lambda = (metric: string, verb: Verb, statistic: 'Sum' | 'Maximum' = 'Sum') =>
    metricOf('AWS/Lambda', metric, { FunctionName: functionName(names, verb) }, statistic).with({ label: verb });
  const touchMs = (statistic: string) => lambda('Duration', 'touch').with({ statistic, label: `touch ${statistic}` });
  const http = (metric: string, statistic: string) =>
    metricOf('AWS/ApiGateway', metric, { ApiId: apiId }).with({ statistic, label: `${metric} ${statistic}` });
  const letters = (verb: LetterVerbName): Metric =>
    metricOf(
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: deadLettersName(names, verb) },
      'Maximum',
    ).with({ label: verb });
  const ended = (how: 'failed' | 'aborted') =>
    metricOf('AWS/Events', 'TriggeredRules', { RuleName: endingRuleName(names, how) }).with({ label: how });
  return [
    graph('Dead letters waiting', letterVerbs.filter((verb) => verbs.includes(verb)).map(letters)),
    graph('Executions that ended otherwise (aborted: goals and exits too)', [ended('failed'), ended('aborted')]),
    graph('Errors (touch: real ones only)', [
      touchFailures(names).with({ label: 'touch' }),
      ...verbs.filter((verb) => verb !== 'touch').map((verb) => lambda('Errors', verb)),
    ]),
    graph('Touch, milliseconds', [touchMs('p50'), touchMs('p95'), touchMs('p99')]),
    graph(
      'How long events wait, milliseconds',
      eventVerbs.map((verb) => lambda('AsyncEventAge', verb, 'Maximum')),
    ),
    graph('HTTP API', [http('4xx', 'Sum'), http('5xx', 'Sum')], [http('Latency', 'p95')]),
    graph(
      'Throttles',
      verbs.map((verb) => lambda('Throttles', verb)),
    ),
    graph(
      'Invocations at once',
      verbs.map((verb) => lambda('ConcurrentExecutions', verb, 'Maximum')),
    ),
    graph('Reputation of the account at SES', [
      metricOf('AWS/SES', 'Reputation.BounceRate', {}, 'Average'),
      metricOf('AWS/SES', 'Reputation.ComplaintRate', {}, 'Average'),
    ]),
  ];
}
