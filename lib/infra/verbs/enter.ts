import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { eventRules } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { startRuns } from '../start-runs.ts';
import { allow } from '../verb-function.ts';

/** Starts runs: one rule a journey, whose pattern is the journey's own `enter`. */
export function enter(scope: Construct, context: AppContext): void {
  const { names, arns } = context;
  const journeys = context.journeys.filter(({ entryPattern }) => entryPattern);
  const target = new EventVerb(scope, 'Enter', context, {
    verb: 'enter',
    description: 'Claims a run and starts its execution',
    calledBy: [arns.busRules],
    environment: { STATE_MACHINE_PREFIX: arns.machinePrefix, ADDRESS_SECRET: names.addressSecret },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      // Whether somebody without a ledger was erased is known by a keyed hash.
      allow(['secretsmanager:GetSecretValue'], arns.addressSecret),
      allow(['events:PutEvents'], arns.bus),
      ...startRuns(context, journeys),
    ],
  });
  eventRules(scope, context, target);
}
