import type { Arns } from '../arns.ts';
import { deadLettersName, endingRuleName, functionName, type Names } from '../names.ts';
import type { ProviderChoice } from '../provider-wiring.ts';
import { eventVerbs, isDeployed, letterVerbs } from '../verbs.ts';
import { type AlarmRow, metricOf, sumOf } from './alarm-row.ts';

const lateMs = 5 * 60_000;

/**
 * What can go wrong with an event between an app and the end of a run, or with a launch.
 *
 * @param machines the ARNs of the state machines of launches and erasures
 */
export function eventAlarms(
  names: Names,
  providers: ProviderChoice,
  machines: Pick<Arns, 'launchMachine' | 'erasureMachine'>,
): AlarmRow[] {
  const FunctionName = (verb: (typeof eventVerbs)[number]) => functionName(names, verb);
  return [
    ...letterVerbs
      .filter((verb) => isDeployed(verb, providers))
      .map(
        (verb): AlarmRow => ({
          name: `${verb}-dead-letters`,
          runbook: 'dead-letters',
          means: `Events that ${verb} could not use or finish wait for somebody`,
          metric: metricOf(
            'AWS/SQS',
            'ApproximateNumberOfMessagesVisible',
            { QueueName: deadLettersName(names, verb) },
            'Maximum',
          ),
          threshold: 1,
        }),
      ),
    {
      name: 'lost-events',
      runbook: 'lost-events',
      means: 'Lambda could not put a failed event into its dead-letter queue: it is gone',
      metric: sumOf(
        'events lost',
        eventVerbs.map((verb) => metricOf('AWS/Lambda', 'DeadLetterErrors', { FunctionName: FunctionName(verb) })),
      ),
      threshold: 1,
    },
    ...eventVerbs.map(
      (verb): AlarmRow => ({
        name: `${verb}-late-events`,
        runbook: 'late-events',
        means: `Events wait longer than ${lateMs / 60_000} minutes for ${verb}`,
        metric: metricOf('AWS/Lambda', 'AsyncEventAge', { FunctionName: FunctionName(verb) }, 'Maximum'),
        threshold: lateMs,
      }),
    ),
    {
      name: 'failed-executions',
      runbook: 'failed-executions',
      means: 'Executions failed or timed out: those people hear nothing more from their journey',
      // The rule counts for all journeys, also those that are no longer in the code.
      metric: metricOf('AWS/Events', 'TriggeredRules', { RuleName: endingRuleName(names, 'failed') }),
      threshold: 1,
    },
    {
      name: 'failed-launches',
      runbook: 'failed-launches',
      means: 'A launch failed: whom it had not entered yet, it does not enter',
      metric: metricOf('AWS/States', 'ExecutionsFailed', { StateMachineArn: machines.launchMachine }),
      threshold: 1,
    },
    {
      name: 'failed-erasures',
      runbook: 'failed-erasures',
      means: 'An erasure failed or was stopped: data of a person who asked to be erased may be left',
      metric: sumOf(
        'erasures not finished',
        ['ExecutionsFailed', 'ExecutionsAborted', 'ExecutionsTimedOut'].map((metric) =>
          metricOf('AWS/States', metric, { StateMachineArn: machines.erasureMachine }),
        ),
      ),
      threshold: 1,
    },
  ];
}
