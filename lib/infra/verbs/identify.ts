import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { eventRules } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { accept } from '../review.ts';
import { mayStopAny, stopRuns } from '../stop-runs.ts';
import { allow } from '../verb-function.ts';

/** Keeps what apps tell us of people: profiles, consent, scores, orders; erases them. */
export function identify(scope: Construct, context: AppContext): void {
  const { names, arns, orders } = context;
  const target = new EventVerb(scope, 'Identify', context, {
    verb: 'identify',
    description: 'Keeps profiles, consent, scores, orders and dead addresses; erases people',
    calledBy: [arns.busRules],
    environment: {
      ADDRESS_SECRET: names.addressSecret,
      STATE_MACHINE_PREFIX: arns.machinePrefix,
      ...(orders && { ORDERS: JSON.stringify(orders) }),
    },
    data: 'write',
    secrets: true,
    permissions: [
      allow(
        ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        arns.people,
      ),
      allow(['secretsmanager:GetSecretValue'], arns.addressSecret),
      // Erasure ends runs.
      ...stopRuns(context),
    ],
  });
  accept(target, mayStopAny(context));
  eventRules(scope, context, target);
}
