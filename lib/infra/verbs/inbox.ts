import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** Shows an app its user's in-app messages. It only reads. */
export function inbox(scope: Construct, context: AppContext): Lambda {
  const { names, arns } = context;
  return new VerbFunction(scope, 'Inbox', context, {
    verb: 'inbox',
    description: 'Lists the in-app messages of the bearer of a token',
    environment: { TOKEN_SECRET: names.tokenSecret },
    data: 'read',
    secrets: true,
    permissions: [allow(['dynamodb:Query'], arns.people), allow(['secretsmanager:GetSecretValue'], arns.tokenSecret)],
  }).lambda;
}
