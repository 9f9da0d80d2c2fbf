import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { eventRules } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { learnRuleName } from '../names.ts';
import { allow } from '../verb-function.ts';

/** Learns once a day what of everybody together single ones are measured by; where nothing asks for it, never. */
export function learn(scope: Construct, context: AppContext): void {
  const { names, arns } = context;
  const target = new EventVerb(scope, 'Learn', context, {
    verb: 'learn',
    description: 'Learns the quintiles of all customers, the hours of engagement and the shares of bandits',
    calledBy: [arns.defaultBusRule(learnRuleName(names))],
    data: 'write',
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:PutItem'], arns.people),
      allow(['dynamodb:Query'], arns.tallies),
    ],
    // It looks at the whole table.
    timeout: Duration.minutes(15),
  });
  eventRules(scope, context, target);
}
