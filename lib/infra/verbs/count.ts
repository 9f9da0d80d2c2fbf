import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** Counts whom a version is for, page by page, before anybody is asked. */
export function count(scope: Construct, context: AppContext): Lambda {
  return new VerbFunction(scope, 'Count', context, {
    verb: 'count',
    description: 'Counts one page of the people whom a version of a journey is for',
    data: 'write',
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PutItem'], context.arns.people),
    ],
  }).lambda;
}
