import { journey } from '../../journey.ts';
import content from './content/index.ts';

/** Texts go to those alone who have shown that they read ours: a text to anybody else costs more good will than it wins. */
const whoText = { engagedWith: 'sms', within: '90d' } as const;

/** The month after somebody canceled: an answer to their reason, an offer on the gentlest channel that reaches them, one check-in. */
export default journey(content, {
  name: 'win-back',
  purpose: 'marketing',
  priority: 60,
  control: 0.1,
  topic: 'offers',
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
                  arms: { 'percent-off': 'price-push-percent', 'feature-unlock': 'price-push-unlock' },
                },
              },
              {
                name: 'price-sms',
                send: 'sms',
                unless: 'engaged',
                within: '24h',
                when: whoText,
                content: {
                  experiment: 'offer',
                  arms: { 'percent-off': 'price-sms-percent', 'feature-unlock': 'price-sms-unlock' },
                },
              },
            ],
          },
        ],
        features: [
          {
            fallback: [
              { name: 'features-email', send: 'email', content: 'features-email' },
              {
                name: 'features-push',
                send: 'push',
                unless: 'opened',
                within: '48h',
                content: {
                  experiment: 'offer',
                  arms: { 'percent-off': 'features-push-percent', 'feature-unlock': 'features-push-unlock' },
                },
              },
              {
                name: 'features-sms',
                send: 'sms',
                unless: 'engaged',
                within: '24h',
                when: whoText,
                content: {
                  experiment: 'offer',
                  arms: { 'percent-off': 'features-sms-percent', 'feature-unlock': 'features-sms-unlock' },
                },
              },
            ],
          },
        ],
        unused: [
          {
            fallback: [
              { name: 'unused-email', send: 'email', content: 'unused-email' },
              {
                name: 'unused-push',
                send: 'push',
                unless: 'opened',
                within: '48h',
                content: {
                  experiment: 'offer',
                  arms: { 'percent-off': 'unused-push-percent', 'feature-unlock': 'unused-push-unlock' },
                },
              },
              {
                name: 'unused-sms',
                send: 'sms',
                unless: 'engaged',
                within: '24h',
                when: whoText,
                content: {
                  experiment: 'offer',
                  arms: { 'percent-off': 'unused-sms-percent', 'feature-unlock': 'unused-sms-unlock' },
                },
              },
            ],
          },
        ],
      },
    },
    { name: 'check-in', send: 'whatsapp', content: 'check-in', day: 15, at: '10:00' },
  ],
});
