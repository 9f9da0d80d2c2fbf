import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import type { EmailSending } from '../email-sending.ts';
import { allow, VerbFunction } from '../verb-function.ts';

export interface AskProps {
  readonly email: EmailSending;
  /** Where the link of an approver begins. */
  readonly apiUrl: string;
}

/** Writes to an approver; the execution that calls it waits until they answer. */
export function ask(scope: Construct, context: AppContext, { email, apiUrl }: AskProps): Lambda {
  const { names, arns, settings } = context;
  return new VerbFunction(scope, 'Ask', context, {
    verb: 'ask',
    description: 'Asks an approver for one version of a journey, by email',
    environment: { API_URL: apiUrl, TOKEN_SECRET: names.tokenSecret, EMAIL_FROM: settings.email.from },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:Query', 'dynamodb:PutItem'], arns.people),
      allow(['ses:SendEmail'], arns.ses('identity', email.identity)),
      allow(['secretsmanager:GetSecretValue'], arns.tokenSecret),
    ],
  }).lambda;
}
