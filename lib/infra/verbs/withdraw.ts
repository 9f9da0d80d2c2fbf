import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { allow, VerbFunction } from '../verb-function.ts';

/** Takes a no: the unsubscribe link of every marketing email, with one click (RFC 8058) or with two. */
export function withdraw(scope: Construct, context: AppContext): Lambda {
  const { names, arns } = context;
  return new VerbFunction(scope, 'Withdraw', context, {
    verb: 'withdraw',
    description: 'Withdraws the consent that a signed link names',
    environment: { TOKEN_SECRET: names.tokenSecret, ADDRESS_SECRET: names.addressSecret },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      allow(['secretsmanager:GetSecretValue'], arns.tokenSecret, arns.addressSecret),
    ],
  }).lambda;
}
