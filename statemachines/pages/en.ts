import type { PageWords } from './words.ts';

export const en: PageWords = {
  unsubscribe: {
    title: 'Unsubscribe',
    question: 'Stop these emails?',
    explain: 'You will get no more news and offers by email. Messages that you need, such as receipts, still come.',
    button: 'Unsubscribe',
    done: 'You are unsubscribed',
    thanks: 'No more news and offers will come to you by email.',
    rather: 'Choose what you get',
  },
  preferences: {
    title: 'Choose what you get',
    lead: (company) =>
      `This is about news and offers from ${company}. Messages that you need, such as receipts, come in any case.`,
    where: 'Where we may write to you',
    channels: {
      email: { name: 'Email', agree: (company) => `${company} may send me news and offers by email.` },
      push: {
        name: 'Notifications',
        agree: (company) => `${company} may notify me of news and offers on my devices.`,
      },
      sms: {
        name: 'Text messages',
        agree: (company) => `${company} may text me news and offers. I can answer STOP at any time.`,
      },
      whatsapp: { name: 'WhatsApp', agree: (company) => `${company} may send me news and offers by WhatsApp.` },
      inapp: { name: 'In the app', agree: (company) => `${company} may show me news and offers inside the app.` },
    },
    unconfirmed: 'Not confirmed yet. Here a tick alone is not enough, so nothing comes until you confirm.',
    suppressed: {
      bounced: 'Closed: what we sent did not arrive. Give us an address that works, in your account.',
      'soft-bounced':
        'Closed: your mailbox turned several messages in a row away. It opens again when you read one of them, or through our support.',
      complained: 'Closed: you reported a message from us as spam. To come back, write to our support.',
      unsubscribed: 'Closed: you asked us to stop. To come back, write to our support.',
      erased:
        'Closed: all about this address was erased, as you asked. To come back, confirm anew that you want our messages, or write to our support.',
    },
    stopped: 'Closed: you answered STOP. To come back, send START to the number that our messages came from.',
    what: 'What it may be about',
    often: 'How often',
    frequencies: { 'as-it-comes': 'As it comes', weekly: 'At most one message a week' },
    save: 'Save',
    pause: 'Pause for 30 days',
    paused: (until) => `Paused until ${until}.`,
    resume: 'Resume now',
    leave: 'Unsubscribe from everything',
    done: {
      save: 'Saved. It holds from now on.',
      pause: 'No news and offers for 30 days.',
      resume: 'The pause is over.',
      leave: 'You are unsubscribed from everything. No more news and offers will come.',
    },
    notUnderstood: (field) =>
      `Nothing was changed: this page does not know “${field}”. It may be newer than what you saw; please choose again.`,
    notHere: (channel) => `Nothing was changed: ${channel} cannot be switched on here.`,
    keepToYourself: 'Whoever has the link to this page can change it. Do not pass it on.',
  },
  notFound: {
    title: 'This link leads nowhere',
    explain: 'It may be incomplete. Open it from the message once more, or copy all of it.',
  },
};
