import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { EventRule } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { learnRuleName } from '../names.ts';
import { allow } from '../verb-function.ts';

/** Learns once a day what of all customers single ones are measured by; where a program names no orders, never. */
export function learn(scope: Construct, context: AppContext): void {
  const { names, arns, orders } = context;
  const ruleName = learnRuleName(names);
  const target = new EventVerb(scope, 'Learn', context, {
    verb: 'learn',
    description: 'Learns the quintiles of all customers',
    calledBy: [arns.defaultBusRule(ruleName)],
    data: 'write',
    permissions: [allow(['dynamodb:Scan', 'dynamodb:PutItem'], arns.people)],
    // It looks at the whole table.
    timeout: Duration.minutes(15),
  });
  new EventRule(scope, 'LearnRule', {
    description: 'Learns from all customers',
    busName: 'default',
    ruleName,
    schedule: 'rate(1 day)',
    enabled: orders !== undefined,
    target,
  });
}
