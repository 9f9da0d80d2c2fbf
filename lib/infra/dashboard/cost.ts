import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { metricOf } from '../alarms/alarm-row.ts';
import { functionLogs, functionName, type Names } from '../names.ts';
import type { Verb } from '../verbs.ts';
import { graph } from './graph.ts';

/** The counts that AWS bills, the dearest first: a touch is two transitions, one invocation, a read and some writes. */
export function costWidgets(names: Names, verbs: readonly Verb[]): IWidget[] {
  const tables = [names.peopleTable, names.tallyTable];
  const units = (metric: string) =>
    tables.map((TableName) =>
      metricOf('AWS/DynamoDB', metric, { TableName }).with({ label: `${TableName} ${metric}` }),
    );
  return [
    graph('State transitions in this account ($25 a million)', [
      metricOf('AWS/States', 'ConsumedCapacity', { ServiceMetric: 'StateTransition' }),
    ]),
    graph(
      'Invocations',
      verbs.map((verb) =>
        metricOf('AWS/Lambda', 'Invocations', { FunctionName: functionName(names, verb) }).with({ label: verb }),
      ),
    ),
    graph('DynamoDB units', [...units('ConsumedReadCapacityUnits'), ...units('ConsumedWriteCapacityUnits')]),
    graph('Emails in this account', [metricOf('AWS/SES', 'Send')]),
    graph(
      'Log bytes',
      verbs.map((verb) =>
        metricOf('AWS/Logs', 'IncomingBytes', { LogGroupName: functionLogs(functionName(names, verb)) }).with({
          label: verb,
        }),
      ),
    ),
  ];
}
