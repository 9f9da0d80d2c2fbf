import type { Construct } from 'constructs';
import type { AppContext } from '../app-context.ts';
import { EventRule, notOurs } from '../event-rule.ts';
import { EventVerb } from '../event-verb.ts';
import { namesProvider } from '../names-provider.ts';
import { allow } from '../verb-function.ts';

/** Hears what became of a touch: SES and End User Messaging publish on the account's default bus, apps on ours. */
export function listen(scope: Construct, context: AppContext, configurationSet: string): void {
  const { names, arns, bus, providers } = context;
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
  for (const { channel, id, description, pattern } of aws) {
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

/** What End User Messaging tells of each channel. Its events name messages by id alone: those of others too. */
const fromAws = [
  {
    channel: 'sms',
    id: 'ListenSms',
    description: 'What became of our text messages',
    pattern: { source: ['aws.sms-voice'], 'detail-type': ['Text Message Delivery Status Updated'] },
  },
  {
    channel: 'whatsapp',
    id: 'ListenWhatsapp',
    description: 'What became of our WhatsApp messages, and what people write to us',
    pattern: {
      source: ['aws.social-messaging'],
      'detail-type': ['Delivered', 'Read', 'Failed', 'Undeliverable', 'Received'].map(
        (what) => `WhatsApp Message ${what}`,
      ),
    },
  },
] as const;
