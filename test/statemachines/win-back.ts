import { catalog, type Messages } from '../../statemachines/content.ts';
import { emailLayouts } from '../../statemachines/email/layouts.ts';
import { journey } from '../../statemachines/journey.ts';
import { defineProgram } from '../../statemachines/program-form.ts';

/** A program that speaks on all five channels. */
export const everyChannel = defineProgram({
  company: { name: 'Acme', postalAddress: '1 Example Street' },
  locale: 'en',
  timezone: 'UTC',
  caps: [{ max: 1, per: '1d', channel: 'each' }],
  windows: { sms: { from: '08:00', to: '21:00' }, whatsapp: { from: '08:00', to: '21:00' } },
  orders: { on: 'order.placed', value: 'total' },
  spread: '10m',
  providers: { email: ['ses'], push: ['pinpoint'], inapp: ['inbox'], sms: ['twilio'], whatsapp: ['twilio'] },
  topics: { tips: { en: 'Tips' } },
  emailLayouts,
});

const email = (subject: string) => ({
  channel: 'email' as const,
  subject,
  preheader: subject,
  body: subject,
});
const push = (title: string) => ({ channel: 'push' as const, title, body: title });
const sms = (body: string) => ({ channel: 'sms' as const, body });

const content = catalog({
  default: 'en',
  messages: {
    'price-email': email('A word about the price'),
    'price-percent': push('A third less'),
    'price-unlock': push('Everything unlocked'),
    'price-sms': sms('Your offer ends soon, {{ user.traits.firstName | default: "friend" }}'),
    'features-email': email('You canceled for {{ event.reason }}'),
    'features-push': push('New this month'),
    'unused-email': email('A quiet year'),
    'check-in': {
      channel: 'whatsapp',
      template: {
        name: 'check_in',
        text: 'Hello {{1}}, how are you doing?',
        variables: { '1': '{{ user.traits.firstName | default: "again" }}' },
      },
    },
  } satisfies Messages,
});

/** The design's second sample: a split, ladders, an experiment by content arms, and a date in the third week. */
export default journey(content, {
  name: 'win-back',
  purpose: 'marketing',
  priority: 60,
  control: 0.1,
  topic: 'tips',
  caps: [{ max: 3, per: '7d' }],
  enter: { on: 'subscription.canceled', again: { after: '90d' } },
  goal: { on: 'subscription.reactivated', within: '30d', value: 'monthlyPrice' },
  exit: ['account.deleted'],
  experiments: { offer: { 'percent-off': 0.5, 'feature-unlock': 0.5 } },
  steps: [
    {
      split: 'reason',
      branches: {
        price: [
          {
            fallback: [
              { name: 'price-email', send: 'email', content: 'price-email' },
              {
                name: 'price-push',
                send: 'push',
                unless: 'opened',
                within: '48h',
                content: {
                  experiment: 'offer',
                  arms: { 'percent-off': 'price-percent', 'feature-unlock': 'price-unlock' },
                },
              },
              {
                name: 'price-sms',
                send: 'sms',
                unless: 'engaged',
                within: '24h',
                content: 'price-sms',
                when: { engagedWith: 'sms', within: '90d' },
              },
            ],
          },
        ],
        features: [
          {
            fallback: [
              { name: 'features-email', send: 'email', content: 'features-email' },
              { name: 'features-push', send: 'push', unless: 'opened', within: '48h', content: 'features-push' },
            ],
          },
        ],
        unused: [{ name: 'unused-email', send: 'email', content: 'unused-email' }],
      },
    },
    { name: 'check-in', send: 'whatsapp', content: 'check-in', at: '10:00', day: 15 },
  ],
});
