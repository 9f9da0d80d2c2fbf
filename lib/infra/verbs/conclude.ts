import type { Construct } from 'constructs';
import { approvalMachine } from '../../../statemachines/approval.ts';
import type { AppContext } from '../app-context.ts';
import { needsApprovals } from '../approvals.ts';
import { EventRule, maxPatternLength, notOurs } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { endingRuleName } from '../names.ts';
import { pack } from '../pack.ts';
import { accept } from '../review.ts';
import { mayStopAny, stopRuns } from '../stop-runs.ts';
import { allow } from '../verb-function.ts';

/** Ends runs on the goals and exits of all journeys, and when an execution fails; follows people through their funnels. */
export function conclude(scope: Construct, context: AppContext): void {
  const { names, arns, bus, journeys, neighbours } = context;
  const target = new EventVerb(scope, 'Conclude', context, {
    verb: 'conclude',
    description: 'Closes a run in the ledger and stops its execution',
    calledBy: [
      arns.busRules,
      arns.defaultBusRule(endingRuleName(names, 'failed')),
      arns.defaultBusRule(endingRuleName(names, 'aborted')),
    ],
    environment: { STATE_MACHINE_PREFIX: arns.machinePrefix, ADDRESS_SECRET: names.addressSecret },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      // Whether somebody without a ledger was erased is known by a keyed hash.
      allow(['secretsmanager:GetSecretValue'], arns.addressSecret),
      allow(['events:PutEvents'], arns.bus),
      ...stopRuns(context),
    ],
  });
  accept(target, mayStopAny(context));

  const ending = [
    ...new Set(
      journeys.flatMap(({ rules: { enter: entry, goal, goals = {}, funnel = [], exits } }) => [
        ...(goal ? [goal.on] : []),
        ...Object.values(goals).map(({ on }) => on),
        // That somebody entered is known without it.
        ...funnel.filter((event) => !(entry && 'on' in entry && entry.on === event)),
        ...exits,
      ]),
    ),
  ];
  const endingPattern = (events: readonly string[]) => ({ 'detail-type': events, source: notOurs });
  const fits = (events: readonly string[]) => JSON.stringify(endingPattern(events)).length <= maxPatternLength;
  pack(ending.sort(), fits).forEach((events, index) => {
    new EventRule(scope, `ConcludeRule${index}`, {
      description: 'Goals, exits and funnels of all journeys',
      busName: bus.eventBusName,
      ruleName: `conclude-${index}`,
      pattern: endingPattern(events),
      target,
    });
  });

  const others = [
    ...neighbours.map((other) => arns.executionPrefix(other)),
    ...(needsApprovals(journeys) ? [`${arns.executionPrefix(names.bus)}${approvalMachine}:`] : []),
  ];
  // By prefix, because the runs of a journey that is no longer in the code fail too.
  const endedAs = (...status: readonly string[]) => ({
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: {
      status,
      stateMachineArn: [{ prefix: arns.machinePrefix }],
      ...(others.length > 0 && { executionArn: [{ 'anything-but': { prefix: others } }] }),
    },
  });
  // Two rules, because we abort executions ourselves, and an alarm is on the other one.
  new EventRule(scope, 'ConcludeFailed', {
    description: 'Executions that failed',
    busName: 'default',
    ruleName: endingRuleName(names, 'failed'),
    pattern: endedAs('FAILED', 'TIMED_OUT'),
    target,
  });
  new EventRule(scope, 'ConcludeAborted', {
    description: 'Executions that somebody stopped',
    busName: 'default',
    ruleName: endingRuleName(names, 'aborted'),
    pattern: endedAs('ABORTED'),
    target,
  });
}
