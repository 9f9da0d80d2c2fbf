import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { eventRules } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { endingRuleName } from '../names.ts';
import { accept } from '../review.ts';
import { mayStopAny, stopRuns } from '../stop-runs.ts';
import { allow } from '../verb-function.ts';

/** Ends runs on the goals and exits of all journeys, and when an execution fails; follows people through their funnels. */
export function conclude(scope: Construct, context: AppContext): void {
  const { names, arns } = context;
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
  eventRules(scope, context, target);
}
