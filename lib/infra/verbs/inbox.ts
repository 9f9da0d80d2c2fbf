import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** Shows an app its user's in-app messages, and hears what became of them. */
export function inbox(scope: Construct, context: AppContext): Lambda {
  const { names, arns } = context;
  return new VerbFunction(scope, 'Inbox', context, {
    verb: 'inbox',
    description: 'Lists and marks the in-app messages of the bearer of a token',
    environment: { TOKEN_SECRET: names.tokenSecret },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      allow(['secretsmanager:GetSecretValue'], arns.tokenSecret),
      allow(['events:PutEvents'], arns.bus),
    ],
  }).lambda;
}
