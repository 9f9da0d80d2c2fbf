import { journey } from '../../journey.ts';
import content from './content/index.ts';

/** The first week: a hello, the first steps, and a tip for those who are still looking around. */
export default journey(content, {
  name: 'welcome',
  purpose: 'marketing',
  priority: 70,
  control: 0.1,
  topic: 'tips',
  enter: { on: 'user.signed_up', again: 'once' },
  goal: { on: 'onboarding.completed', within: '7d' },
  exit: ['account.deleted'],
  funnel: 'onboarding',
  steps: [
    { name: 'hello', send: 'push', content: 'hello' },
    { name: 'first-steps', send: 'email', content: 'first-steps', after: '1d' },
    { name: 'tips', send: 'inapp', content: 'tips', day: 3, at: '10:00' },
  ],
});
