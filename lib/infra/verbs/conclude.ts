import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { EventRule, maxPatternLength, notOurs } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { pack } from '../pack.ts';
import { allow } from '../verb-function.ts';

/** As long as the ARN of a state machine gets before its name; region and account are known only at deployment. */
const longestArn = 'arn:aws-us-gov:states:ap-southeast-99:000000000000:stateMachine:';

/** Ends runs: on the goals and exits of all journeys, and when an execution fails. */
export function conclude(scope: Construct, context: AppContext): void {
  const { names, arns, bus, journeys } = context;
  const failedRule = `${names.bus}-conclude`;
  const target = new EventVerb(scope, 'Conclude', context, {
    verb: 'conclude',
    description: 'Closes a run in the ledger and stops its execution',
    calledBy: [arns.busRules, arns.defaultBusRule(`${failedRule}-*`)],
    environment: { STATE_MACHINE_PREFIX: arns.machinePrefix },
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      allow(['events:PutEvents'], arns.bus),
      // Executions are named by run, so `*` is the finest that can be written down beforehand.
      allow(['states:StopExecution'], ...journeys.map(({ name }) => arns.executions(name))),
    ],
  });

  const ending = [
    ...new Set(journeys.flatMap(({ rules }) => [...(rules.goal ? [rules.goal.on] : []), ...rules.exits])),
  ];
  const endingPattern = (events: readonly string[]) => ({ 'detail-type': events, source: notOurs });
  const fits = (events: readonly string[]) => JSON.stringify(endingPattern(events)).length <= maxPatternLength;
  pack(ending.sort(), fits).forEach((events, index) => {
    new EventRule(scope, `ConcludeRule${index}`, {
      description: 'Goals and exits of all journeys',
      busName: bus.eventBusName,
      ruleName: `conclude-${index}`,
      pattern: endingPattern(events),
      target,
    });
  });

  const failedPattern = (machines: readonly string[]) => ({
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: machines },
  });
  const machinesFit = (found: readonly string[]) => {
    const arns = found.map((name) => `${longestArn}${names.bus}-${name}`);
    return JSON.stringify(failedPattern(arns)).length <= maxPatternLength;
  };
  pack(
    journeys.map(({ name }) => name),
    machinesFit,
  ).forEach((found, index) => {
    new EventRule(scope, `ConcludeFailed${index}`, {
      description: 'Executions that ended otherwise than their journey says',
      busName: 'default',
      ruleName: `${failedRule}-${index}`,
      pattern: failedPattern(found.map((name) => arns.machine(name))),
      target,
    });
  });
}
