import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { EventRule, notOurs } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { namesProvider } from '../names-provider.ts';
import { allow } from '../verb-function.ts';

/** Hears what became of a touch: SES and End User Messaging publish on the account's default bus, apps on ours. */
export function listen(scope: Construct, context: AppContext, configurationSet: string): void {
  const { names, arns, bus, providers, settings } = context;
  const { whatsappNumber, whatsappPhoneNumberId } = settings.endUserMessaging ?? {};
  const emailRule = `${names.bus}-listen-email`;
  const aws = fromAws.filter(({ channel }) => namesProvider(providers, 'end-user-messaging', channel));
  const ruleName = (channel: string) => `${names.bus}-listen-${channel}`;
  const target = new EventVerb(scope, 'Listen', context, {
    verb: 'listen',
    description: 'Records feedback from providers and apps',
    calledBy: [
      arns.busRules,
      arns.defaultBusRule(emailRule),
      ...aws.map(({ channel }) => arns.defaultBusRule(ruleName(channel))),
    ],
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
  for (const { channel, id, description, patternOf } of aws) {
    const pattern = patternOf(names.bus, whatsappPhoneNumberId);
    new EventRule(scope, id, { description, busName: 'default', ruleName: ruleName(channel), pattern, target });
  }
  new EventRule(scope, 'ListenEngaged', {
    description: 'Apps report what people did with push and in-app messages',
    busName: bus.eventBusName,
    ruleName: 'listen-engaged',
    pattern: { 'detail-type': ['touch.engaged'], source: notOurs },
    target,
  });
}

/**
 * What End User Messaging tells of each channel: of everything that this account sends, so the rules leave out what other
 * programs and other stages sent.
 */
const fromAws = [
  {
    channel: 'sms',
    id: 'ListenSms',
    description: 'What became of our text messages, not of those of others in this account',
    // Messages that were sent before messages named their stage still have receipts to come.
    patternOf: (stage: string) => ({
      source: ['aws.sms-voice'],
      'detail-type': ['Text Message Delivery Status Updated'],
      detail: { context: { touch: [{ exists: true }], stage: [stage, { exists: false }] } },
    }),
  },
  {
    channel: 'whatsapp',
    id: 'ListenWhatsapp',
    description: 'What became of our WhatsApp messages, and what people write to us',
    // That a message was sent is known; whatever else comes is heard, and counted where it is new.
    patternOf: (_stage: string, number: string | undefined) => ({
      source: ['aws.social-messaging'],
      'detail-type': [{ 'anything-but': ['WhatsApp Message Sent'] }],
      ...(number !== undefined && { detail: { originationPhoneNumberId: [number, { exists: false }] } }),
    }),
  },
] as const;
