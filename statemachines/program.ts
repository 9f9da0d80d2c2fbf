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
  spread: '10m',
  providers: {
    email: ['ses'],
    push: ['pinpoint', 'sns'],
    sms: ['end-user-messaging', 'sns'],
    whatsapp: ['end-user-messaging'],
    inapp: ['inbox'],
  },
  // As many a second as each account was granted; ask for more before a larger launch.
  rates: { email: { ses: 500 }, sms: { 'end-user-messaging': 100 }, whatsapp: { 'end-user-messaging': 80 } },
  emailLayouts,
  utm: { hosts: ['heron.example'], source: 'polyphony' },
  samples: { traits: { firstName: 'Maximiliane' } },
  smsSegments: 2,
  smsFooter: { en: 'Reply STOP to stop', de: 'STOP zum Abmelden', pt: 'Responda STOP para sair' },
});
