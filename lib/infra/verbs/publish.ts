import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { allow, publishAs, VerbFunction } from '../verb-function.ts';

/** Takes events over HTTP from apps without AWS credentials, and puts them on the bus under its own name. */
export function publish(scope: Construct, context: AppContext): Lambda {
  const { names, arns } = context;
  return new VerbFunction(scope, 'Publish', context, {
    verb: 'publish',
    description: 'Checks events that come with a key and publishes them',
    environment: { EVENTS_SECRET: names.eventsSecret },
    data: 'nothing',
    secrets: true,
    permissions: [
      allow(['secretsmanager:GetSecretValue'], arns.secret(names.eventsSecret)),
      publishAs(['events-api'], arns.bus),
    ],
  }).lambda;
}
