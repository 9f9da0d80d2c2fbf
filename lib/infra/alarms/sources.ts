import { deadLettersName, functionName, type Names } from '../names.ts';
import type { StageSettings } from '../settings.ts';
import { type AlarmRow, metricOf } from './alarm-row.ts';

/** In five minutes. Somebody who guesses is turned away for longer than that; so is a platform with last month's secret. */
const unauthorized = 10;
const [errors, lateMs] = [5, 5 * 60_000];

/** What can go wrong where events come in over HTTP, and with the customer data platforms that are configured. */
export function sourceAlarms(names: Names, { segment, mparticle }: StageSettings): AlarmRow[] {
  const senders = ['events-api', ...(segment?.webhook ? ['segment'] : []), ...(mparticle ? ['mparticle'] : [])];
  const FunctionName = functionName(names, 'ingest');
  return [
    ...senders.map(
      (Source): AlarmRow => ({
        name: `unauthorized-${Source}`,
        runbook: 'unauthorized-senders',
        means: `Requests to ${Source} came without the right key or signature, and were refused`,
        metric: metricOf(names.metrics, 'Unauthorized', { Source }),
        threshold: unauthorized,
      }),
    ),
    ...(segment || mparticle ? [ingestErrors(FunctionName)] : []),
    ...(segment?.partnerBus ? partnerAlarms(names, FunctionName) : []),
  ];
}

const ingestErrors = (FunctionName: string): AlarmRow => ({
  name: 'ingest-errors',
  runbook: 'function-errors',
  means: 'ingest failed again and again; Segment and mParticle repeat what they send, for hours',
  metric: metricOf('AWS/Lambda', 'Errors', { FunctionName }),
  threshold: errors,
});

const partnerAlarms = (names: Names, FunctionName: string): AlarmRow[] => [
  {
    name: 'ingest-dead-letters',
    runbook: 'dead-letters',
    means: "Events from Segment's bus that ingest could not finish wait for somebody",
    metric: metricOf(
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: deadLettersName(names, 'ingest') },
      'Maximum',
    ),
    threshold: 1,
  },
  {
    name: 'ingest-lost-events',
    runbook: 'lost-events',
    means: "Lambda could not put a failed event of Segment's into its dead-letter queue: it is gone",
    metric: metricOf('AWS/Lambda', 'DeadLetterErrors', { FunctionName }),
    threshold: 1,
  },
  {
    name: 'ingest-late-events',
    runbook: 'late-events',
    means: `Events wait longer than ${lateMs / 60_000} minutes for ingest`,
    metric: metricOf('AWS/Lambda', 'AsyncEventAge', { FunctionName }, 'Maximum'),
    threshold: lateMs,
  },
];
