import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { eventRules } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { allow } from '../verb-function.ts';

/** Keeps what apps tell us of people: profiles, consent, scores, orders; begins their erasure. */
export function identify(scope: Construct, context: AppContext): void {
  const { names, arns, orders } = context;
  const target = new EventVerb(scope, 'Identify', context, {
    verb: 'identify',
    description: 'Keeps profiles, consent, scores, orders and what addresses refuse; begins erasures',
    calledBy: [arns.busRules],
    environment: {
      ADDRESS_SECRET: names.addressSecret,
      ERASURE_MACHINE: arns.erasureMachine,
      ...(orders && { ORDERS: JSON.stringify(orders) }),
    },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['secretsmanager:GetSecretValue'], arns.addressSecret),
      allow(['states:StartExecution'], arns.erasureMachine),
    ],
  });
  eventRules(scope, context, target);
}
