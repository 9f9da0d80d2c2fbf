import { journey } from '../../journey.ts';
import content from './content/index.ts';

const everyChannel = { email: 0.05, push: 0.05, sms: 0.05, whatsapp: 0.05, inapp: 0.05 } as const;

/**
 * Heron Aloud comes to five markets: told once by email and in the app, by others' words on WhatsApp to those who asked to
 * be written there, and once more before the price of the first weeks ends. What the law of a market asks for, no line
 * here repeats. Nobody enters before brand and legal have approved the version that is deployed.
 */
export default journey(content, {
  name: 'launch',
  purpose: 'marketing',
  priority: 80,
  control: 0.05,
  topic: 'offers',
  caps: [{ max: 4, per: '7d' }],
  approvers: { brand: 'brand@heron.example', legal: 'legal@heron.example' },
  holdouts: { global: 0.05, channels: everyChannel },
  enter: {
    audience: { country: ['US', 'DE', 'BR', 'IN', 'GB'] },
    at: { time: '10:00' },
    over: '2h',
    expect: 400_000,
  },
  goal: { on: 'order.placed', within: '14d', value: 'total' },
  exit: ['account.deleted'],
  steps: [
    { name: 'announcement', send: 'email', content: 'announcement' },
    { name: 'in-the-app', send: 'inapp', content: 'in-the-app' },
    { name: 'what-people-say', send: 'whatsapp', content: 'what-people-say', after: '4d' },
    {
      fallback: [
        { name: 'last-days', send: 'push', content: 'last-days', after: '6d' },
        {
          name: 'last-days-sms',
          send: 'sms',
          unless: 'opened',
          within: '24h',
          content: 'last-days-sms',
          // A text costs more than a push, in money and in patience: for those who read ours.
          when: { engagedWith: 'sms', within: '90d' },
        },
      ],
    },
  ],
});
