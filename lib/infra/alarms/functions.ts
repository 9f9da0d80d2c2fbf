import { functionName, type Names } from '../names.ts';
import { pack } from '../pack.ts';
import type { ProviderChoice } from '../provider-wiring.ts';
import { isDeployed, verbs } from '../verbs.ts';
import { type AlarmRow, metricOf, mostMetrics, sumOf } from './alarm-row.ts';
import { touchFailures } from './touch-failures.ts';

/** In five minutes. One failure is retried and forgotten; what is not ends in the dead letters, whose alarm is stricter. */
const repeated = 5;

/** What can go wrong inside functions, the HTTP API and the tables. */
export function functionAlarms(names: Names, providers: ProviderChoice, apiId: string): AlarmRow[] {
  const deployed = verbs.filter((verb) => isDeployed(verb, providers));
  return [
    // Touch answers `Hold` and `Over` as errors, which Lambda counts; what is really wrong it logs.
    ...deployed
      .filter((verb) => verb !== 'touch')
      .map(
        (verb): AlarmRow => ({
          name: `${verb}-errors`,
          runbook: 'function-errors',
          means: `${verb} failed again and again; Lambda retries events, people see an error page`,
          metric: metricOf('AWS/Lambda', 'Errors', { FunctionName: functionName(names, verb) }),
          threshold: repeated,
        }),
      ),
    {
      name: 'touch-errors',
      runbook: 'touch-errors',
      means: 'Touches failed again and again; their executions retry them for hours',
      metric: touchFailures(names),
      threshold: repeated,
    },
    ...pack(deployed, (run) => run.length <= mostMetrics).map(
      (some, index): AlarmRow => ({
        name: index === 0 ? 'function-throttles' : `function-throttles-${index + 1}`,
        runbook: 'function-throttles',
        means: `Lambda turned invocations of ${some.join(', ')} away`,
        metric: sumOf(
          'throttled',
          some.map((verb) => metricOf('AWS/Lambda', 'Throttles', { FunctionName: functionName(names, verb) })),
        ),
        threshold: 1,
      }),
    ),
    {
      name: 'http-errors',
      runbook: 'http-errors',
      means:
        'Unsubscribe links, preferences, short links, webhooks, the inbox or the ways in for events answered with an error of ours',
      metric: metricOf('AWS/ApiGateway', '5xx', { ApiId: apiId }),
      threshold: 1,
    },
    ...[names.peopleTable, names.tallyTable].map(
      (TableName): AlarmRow => ({
        name: `${TableName.slice(names.bus.length + 1)}-throttles`,
        runbook: 'table-throttles',
        means: `DynamoDB turned away reads or writes of ${TableName}`,
        metric: sumOf('throttled', [
          metricOf('AWS/DynamoDB', 'ReadThrottleEvents', { TableName }),
          metricOf('AWS/DynamoDB', 'WriteThrottleEvents', { TableName }),
        ]),
        threshold: 1,
      }),
    ),
  ];
}
