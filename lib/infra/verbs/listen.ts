import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { eventRules } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { routedOf } from '../routing/routed.ts';
import { rulesFor } from '../routing/rules.ts';
import { allow } from '../verb-function.ts';

/** Hears what became of a touch: SES and End User Messaging publish on the account's default bus, apps on ours. */
export function listen(scope: Construct, context: AppContext): void {
  const { names, arns, settings } = context;
  const { whatsappNumber, whatsappPhoneNumberId } = settings.endUserMessaging ?? {};
  const rules = rulesFor(routedOf(context), 'listen').filter(({ bus }) => bus === 'default');
  const target = new EventVerb(scope, 'Listen', context, {
    verb: 'listen',
    description: 'Records feedback from providers and apps',
    calledBy: [arns.busRules, ...rules.map(({ name }) => arns.defaultBusRule(name))],
    environment: {
      ADDRESS_SECRET: names.addressSecret,
      ...(whatsappNumber !== undefined && { WHATSAPP_NUMBER: whatsappNumber }),
      ...(whatsappPhoneNumberId !== undefined && { WHATSAPP_PHONE_NUMBER_ID: whatsappPhoneNumberId }),
    },
    data: 'write',
    secrets: true,
    permissions: [
      allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], arns.people),
      allow(['dynamodb:UpdateItem'], arns.tallies),
      allow(['secretsmanager:GetSecretValue'], arns.addressSecret),
      allow(['events:PutEvents'], arns.bus),
    ],
  });
  eventRules(scope, context, target);
}
