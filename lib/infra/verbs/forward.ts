import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { eventRules } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import type { StageSettings } from '../settings.ts';
import { allow } from '../verb-function.ts';

type ForwardSettings = NonNullable<StageSettings['forward']>;

/** Tells other services what we announce: the one rule that hears our own events. */
export function forward(scope: Construct, context: AppContext, settings: ForwardSettings): void {
  const { arns } = context;
  const secrets = Object.values(settings).flatMap((each) => (each ? [arns.secret(each.secret)] : []));
  const target = new EventVerb(scope, 'Forward', context, {
    verb: 'forward',
    description: 'Tells analytics and webhooks of touches and runs',
    calledBy: [arns.busRules],
    environment: environmentOf(settings),
    data: 'write',
    permissions: [
      // One query of ledger and profile; GA4 counts repeats, so what it had is kept.
      allow(['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], arns.people),
      ...(secrets.length > 0 ? [allow(['secretsmanager:GetSecretValue'], ...secrets)] : []),
    ],
  });
  eventRules(scope, context, target);
}

function environmentOf({ amplitude, mixpanel, ga4, webhook }: ForwardSettings): Readonly<Record<string, string>> {
  return {
    ...(amplitude && { AMPLITUDE_SECRET: amplitude.secret, AMPLITUDE_REGION: amplitude.region }),
    ...(mixpanel && {
      MIXPANEL_SECRET: mixpanel.secret,
      MIXPANEL_REGION: mixpanel.region,
      MIXPANEL_PROJECT: mixpanel.projectId,
    }),
    ...(ga4 && { GA4_SECRET: ga4.secret, GA4_REGION: ga4.region, GA4_MEASUREMENT_ID: ga4.measurementId }),
    ...(webhook && { WEBHOOK_SECRET: webhook.secret, WEBHOOK_URL: webhook.url }),
  };
}
