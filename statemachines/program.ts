import { emailLayouts } from './email/layouts.ts';
import { defineProgram, type Hours } from './program-form.ts';
import { topics } from './topics.ts';

const daytime: Hours = { from: '08:00', to: '21:00' };

/** What holds for all journeys. A new version of it applies at once, also to people who are already on their way. */
export const program = defineProgram({
  company: { name: 'Heron Notes', postalAddress: 'Beispielufer 12, 10999 Berlin, Germany' },
  locale: 'en',
  timezone: 'UTC',
  caps: [
    { max: 1, per: '1d', channel: 'each' },
    { max: 5, per: '7d' },
  ],
  // In-app messages wait in the app until somebody opens it: they disturb nobody at night.
  windows: { push: daytime, email: daytime, sms: daytime, whatsapp: daytime },
  // The rows of law hold always (docs/rules.md); this one is a choice.
  policies: { presets: ['de-double-opt-in'] },
  topics,
  orders: { on: 'order.placed', value: 'total' },
  spread: '10m',
  // How long a message is tried again while no provider takes it; then it is given up, and an alarm rings.
  patience: { transactional: '24h', marketing: '6h' },
  providers: {
    email: ['ses'],
    push: ['pinpoint', 'sns', 'fcm'],
    sms: ['twilio', 'end-user-messaging', 'sns'],
    whatsapp: ['twilio', 'end-user-messaging'],
    inapp: ['inbox'],
  },
  // As many a second as each account was granted; ask for more before a larger launch.
  rates: { email: { ses: 500 }, sms: { twilio: 100 }, whatsapp: { twilio: 80 } },
  emailLayouts,
  // Transactional journeys that still reach whoever reported a message as spam, such as a security notice.
  indispensable: [],
  utm: { hosts: ['heron.example'], source: 'polyphony' },
  samples: { traits: { firstName: 'Maximiliane' } },
  smsSegments: 2,
  smsFooter: { en: 'Reply STOP to stop', de: 'STOP zum Abmelden', pt: 'Responda STOP para sair' },
  // Dollars a message, by provider and country. These are examples: put in what you pay.
  prices: {
    email: { ses: 0.0001 },
    push: { pinpoint: 0.000001, sns: 0.0000005 },
    sms: { twilio: { default: 0.0079, DE: 0.075 }, sns: 0.00645, 'end-user-messaging': 0.00645 },
  },
  conversionValue: { max: 10_000 },
  lifetimeValue: 120,
  funnels: {
    onboarding: ['user.signed_up', 'profile.completed', 'project.created', 'onboarding.completed'],
  },
  ingest: {
    events: {
      'Signed Up': 'user.signed_up',
      'Profile Completed': 'profile.completed',
      'Project Created': 'project.created',
      'Onboarding Completed': 'onboarding.completed',
      'Subscription Canceled': 'subscription.canceled',
      'Subscription Reactivated': 'subscription.reactivated',
      'Order Completed': 'order.placed',
      purchase: 'order.placed',
      'Account Deleted': 'account.deleted',
    },
    consent: {
      marketing_email: { channel: 'email', basis: 'express' },
      marketing_push: { channel: 'push', basis: 'express' },
      marketing_sms: { channel: 'sms', basis: 'express' },
      marketing_whatsapp: { channel: 'whatsapp', basis: 'express' },
    },
  },
});
