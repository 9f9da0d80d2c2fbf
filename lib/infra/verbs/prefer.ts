import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** The preference centre behind the signed link of every message. */
export function prefer(scope: Construct, context: AppContext): Lambda {
  const { names, arns } = context;
  return new VerbFunction(scope, 'Prefer', context, {
    verb: 'prefer',
    description: 'Shows people what they get, and changes it as they choose',
    environment: { TOKEN_SECRET: names.tokenSecret, ADDRESS_SECRET: names.addressSecret },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['secretsmanager:GetSecretValue'], arns.tokenSecret, arns.addressSecret),
    ],
  }).lambda;
}
