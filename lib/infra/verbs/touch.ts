import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import type { EmailSending } from '../email-sending.ts';
import { endpointsOf, wireProviders } from '../provider-wiring.ts';
import { accept } from '../review.ts';
import { allow, VerbFunction } from '../verb-function.ts';

export interface TouchProps {
  readonly email: EmailSending;
  /** Where links in messages begin. */
  readonly apiUrl: string;
}

const takesOffList = (table: string) =>
  new PolicyStatement({
    actions: ['dynamodb:DeleteItem'],
    resources: [table],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['GIVENUP#*'] } },
  });

/** Speaks, or does not: what every step of every journey calls. It is called synchronously and so has no dead letters. */
export function touch(scope: Construct, context: AppContext, { email, apiUrl }: TouchProps): Lambda {
  const { names, arns, settings } = context;
  const wired = wireProviders(context.providers, settings, arns);
  const verb = new VerbFunction(scope, 'Touch', context, {
    verb: 'touch',
    description: 'Decides, claims, sends and records one touch',
    environment: {
      API_URL: apiUrl,
      TOKEN_SECRET: names.tokenSecret,
      ADDRESS_SECRET: names.addressSecret,
      EMAIL_FROM: settings.email.from,
      SES_CONFIGURATION_SET: email.configurationSet,
      ...wired.environment,
    },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      // A touch that was given up and sent after all is taken off its list; nothing else is deleted.
      takesOffList(arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      allow(['events:PutEvents'], arns.bus),
      allow(
        ['ses:SendEmail'],
        arns.ses('identity', email.identity),
        arns.ses('configuration-set', email.configurationSet),
      ),
      allow(['secretsmanager:GetSecretValue'], arns.tokenSecret, arns.addressSecret),
      ...wired.permissions,
    ],
  });
  accept(verb, ...endpointsOf(settings));
  return verb.lambda;
}
