import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** Leads on from the short links in messages, and counts the taps. */
export function follow(scope: Construct, context: AppContext): Lambda {
  const { arns } = context;
  return new VerbFunction(scope, 'Follow', context, {
    verb: 'follow',
    description: 'Follows a short link and records the click',
    data: 'write',
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      allow(['events:PutEvents'], arns.bus),
    ],
  }).lambda;
}
