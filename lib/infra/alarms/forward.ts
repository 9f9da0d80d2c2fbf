import { deadLettersName, functionName, type Names } from '../names.ts';
import type { StageSettings } from '../settings.ts';
import { type AlarmRow, metricOf } from './alarm-row.ts';

/** In five minutes; a service may be down for some of them. */
const [errors, lateMs] = [25, 60 * 60_000];

/** What can go wrong with telling other services, where the settings name some. */
export function forwardAlarms(names: Names, { forward }: StageSettings): AlarmRow[] {
  if (!forward) return [];
  const FunctionName = functionName(names, 'forward');
  const QueueName = deadLettersName(names, 'forward');
  return [
    {
      name: 'forward-dead-letters',
      runbook: 'dead-letters',
      means: 'Events that a service did not take, or refused, wait for somebody',
      metric: metricOf('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName }, 'Maximum'),
      threshold: 1,
    },
    {
      name: 'forward-lost-events',
      runbook: 'lost-events',
      means: 'Lambda could not put an event that was not forwarded into its dead-letter queue: it is gone',
      metric: metricOf('AWS/Lambda', 'DeadLetterErrors', { FunctionName }),
      threshold: 1,
    },
    {
      name: 'forward-late-events',
      runbook: 'late-events',
      means: `Events wait longer than ${lateMs / 60_000} minutes to be forwarded`,
      metric: metricOf('AWS/Lambda', 'AsyncEventAge', { FunctionName }, 'Maximum'),
      threshold: lateMs,
    },
    {
      name: 'forward-errors',
      runbook: 'function-errors',
      means: 'forward failed again and again: a service is down, or its secret is wrong',
      metric: metricOf('AWS/Lambda', 'Errors', { FunctionName }),
      threshold: errors,
    },
  ];
}
