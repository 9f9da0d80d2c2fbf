import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { eventRules } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { startRuns } from '../start-runs.ts';
import { allow } from '../verb-function.ts';

/** Starts runs: one rule a journey, whose pattern is the journey's own `enter`. */
export function enter(scope: Construct, context: AppContext): void {
  const { arns } = context;
  const journeys = context.journeys.filter(({ entryPattern }) => entryPattern);
  const target = new EventVerb(scope, 'Enter', context, {
    verb: 'enter',
    description: 'Claims a run and starts its execution',
    calledBy: [arns.busRules],
    environment: { STATE_MACHINE_PREFIX: arns.machinePrefix },
    data: 'write',
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      allow(['events:PutEvents'], arns.bus),
      ...startRuns(context, journeys),
    ],
  });
  eventRules(scope, context, target);
}
