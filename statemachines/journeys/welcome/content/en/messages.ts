import type { Messages } from '../../../../content.ts';

export default {
  hello: {
    channel: 'push',
    title: 'Hi {{ user.traits.firstName | default: "there" }}, your notebook is open',
    body: 'Write down the first thing on your mind. One line is enough, we keep the rest of the page free.',
    url: 'https://heron.example/notes/new',
  },
  'first-steps': {
    channel: 'email',
    subject: 'Three small things that make {{ company.name }} yours',
    preheader: 'Five minutes, one cup of coffee, and your projects have a home.',
    body: `
# Good to have you, {{ user.traits.firstName | default: "friend" }}.

Most people come to us with notes in six places and a project in their head. Here is how they get both onto one page:

1. **Put one real project in.** Not a test. The one you thought of while you read this line.
2. **Forward yourself a mail.** Every project has an address; what you send there becomes a note with its attachments.
3. **Write “tomorrow” behind a line.** That is all it takes to be reminded of it.

[Start your first project](https://heron.example/projects/new)

Stuck, or missing something? Just reply, we read everything.
Your team at {{ company.name }}
`,
  },
  tips: {
    channel: 'inapp',
    title: 'Find anything in two keystrokes',
    body: 'Press / and type any word you remember. It looks through notes, attachments and even the photos of your whiteboard.',
    url: 'https://heron.example/tour/search',
  },
} satisfies Messages;
