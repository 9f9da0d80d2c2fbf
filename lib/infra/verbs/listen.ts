import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { EventRule, notOurs } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { allow } from '../verb-function.ts';

/** Hears what became of a touch: SES publishes on the account's default bus, apps on ours. */
export function listen(scope: Construct, context: AppContext, configurationSet: string): void {
  const { names, arns, bus } = context;
  const emailRule = `${names.bus}-listen-email`;
  const target = new EventVerb(scope, 'Listen', context, {
    verb: 'listen',
    description: 'Records feedback from providers and apps',
    calledBy: [arns.busRules, arns.defaultBusRule(emailRule)],
    environment: { ADDRESS_SECRET: names.addressSecret },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      allow(['secretsmanager:GetSecretValue'], arns.addressSecret),
      allow(['events:PutEvents'], arns.bus),
    ],
  });
  new EventRule(scope, 'ListenEmail', {
    description: 'Feedback on our emails, not on those of others in this account',
    busName: 'default',
    ruleName: emailRule,
    pattern: {
      source: ['aws.ses'],
      // SES always names the configuration set; an event replayed by hand may not, and its touch suffices.
      detail: {
        mail: {
          tags: { touch: [{ exists: true }], 'ses:configuration-set': [configurationSet, { exists: false }] },
        },
      },
    },
    target,
  });
  new EventRule(scope, 'ListenEngaged', {
    description: 'Apps report what people did with push and in-app messages',
    busName: bus.eventBusName,
    ruleName: 'listen-engaged',
    pattern: { 'detail-type': ['touch.engaged'], source: notOurs },
    target,
  });
}
