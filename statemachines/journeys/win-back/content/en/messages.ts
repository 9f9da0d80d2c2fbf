import type { Messages } from '../../../../content.ts';

export default {
  'price-email': {
    channel: 'email',
    subject: 'Fair enough. Here is what stays free',
    preheader: 'Your notes stay yours, and there is a smaller way to keep the rest.',
    body: `
# You told us it costs too much, {{ user.traits.firstName | default: "friend" }}.

That is a good reason, and we will not argue with it. Three things you may want to know before you go:

- **Everything you wrote stays readable**, for as long as you like, without paying.
- **You can pay by the year**, which comes to two months less.
- **You can pause** instead of leaving. Nothing is charged, nothing is deleted.

[See what each plan costs](https://heron.example/plans)

If it was something else, just reply. A person reads it.
Your team at {{ company.name }}
`,
  },
  'price-push-percent': {
    channel: 'push',
    title: 'A third less, for a year',
    body: 'If the price was all that stood between us: come back this month and pay a third less for twelve months.',
    url: 'https://heron.example/come-back/percent',
  },
  'price-push-unlock': {
    channel: 'push',
    title: 'Everything unlocked, for a month',
    body: 'Every feature of the large plan, for the price of the small one, for a month. Then decide again.',
    url: 'https://heron.example/come-back/unlock',
  },
  'price-sms-percent': {
    channel: 'sms',
    body: '{{ company.name }}: a third less for 12 months if you come back by Sunday: https://heron.example/come-back/percent',
  },
  'price-sms-unlock': {
    channel: 'sms',
    body: '{{ company.name }}: the large plan for the price of the small one, this month: https://heron.example/come-back/unlock',
  },

  'features-email': {
    channel: 'email',
    subject: 'What you missed, and what is there now',
    preheader: 'You said something was missing. Some of it arrived since.',
    body: `
# You said something was missing.

We keep a list of those, and we work from the top. Since you joined, these were the most wished for:

1. **Offline everywhere.** On a train, in a cellar, in a field. It is all there when you are back.
2. **Tables that add up.** Totals, averages and sorting, without leaving the note.
3. **Shared projects.** With somebody who has no account, too.

[Look at all that is new](https://heron.example/new)

Is yours not among them? Reply with it in one sentence, and you will hear when it is.
Your team at {{ company.name }}
`,
  },
  'features-push-percent': {
    channel: 'push',
    title: 'The list got shorter',
    body: 'Offline, tables, shared projects: they are in. Try them for a third less, for twelve months.',
    url: 'https://heron.example/come-back/percent',
  },
  'features-push-unlock': {
    channel: 'push',
    title: 'The list got shorter',
    body: 'Offline, tables, shared projects: they are in, and unlocked for you for a month.',
    url: 'https://heron.example/come-back/unlock',
  },
  'features-sms-percent': {
    channel: 'sms',
    body: '{{ company.name }}: offline, tables and shared projects are in. A third less for 12 months: https://heron.example/come-back/percent',
  },
  'features-sms-unlock': {
    channel: 'sms',
    body: '{{ company.name }}: offline, tables and shared projects are in, unlocked for you for a month: https://heron.example/come-back/unlock',
  },

  'unused-email': {
    channel: 'email',
    subject: 'A quiet year in your notebook',
    preheader: 'No harm done. Here is a way to use it in five minutes a week.',
    body: `
# It just never became a habit?

Most notebooks end that way, on paper too. What works for people who stayed is smaller than you think:

- **Friday, five minutes.** Write down what is still open. Close the lid.
- **One project, not ten.** The one you would tell a friend about.
- **Forward instead of typing.** A mail to your project is a note.

[Start again with one page](https://heron.example/start-again)

And if it is simply not for you: thank you for trying. Your notes stay readable.
Your team at {{ company.name }}
`,
  },
  'unused-push-percent': {
    channel: 'push',
    title: 'Five minutes on a Friday',
    body: 'That is all it takes, and it costs a third less for the next twelve months.',
    url: 'https://heron.example/come-back/percent',
  },
  'unused-push-unlock': {
    channel: 'push',
    title: 'Five minutes on a Friday',
    body: 'That is all it takes. Everything is unlocked for you for a month, so that it is worth them.',
    url: 'https://heron.example/come-back/unlock',
  },
  'unused-sms-percent': {
    channel: 'sms',
    body: '{{ company.name }}: five minutes on a Friday, and a third less for 12 months: https://heron.example/come-back/percent',
  },
  'unused-sms-unlock': {
    channel: 'sms',
    body: '{{ company.name }}: five minutes on a Friday, with everything unlocked for a month: https://heron.example/come-back/unlock',
  },

  'check-in': {
    channel: 'whatsapp',
    template: {
      name: 'win_back_check_in',
      contentSid: 'HX00000000000000000000000000000001',
      text: 'Hi {{1}}, this is {{2}}. You left us two weeks ago. Is there one thing that would bring you back? Just answer here, a person reads it.',
      variables: { '1': '{{ user.traits.firstName | default: "there" }}', '2': '{{ company.name }}' },
    },
  },
} satisfies Messages;
