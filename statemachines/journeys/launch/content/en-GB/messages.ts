import type { Translation } from '../../../../content.ts';
import en from '../en/messages.ts';

/** What is said otherwise in Britain; the rest is as in `en`. */
export default {
  ...en,
  announcement: {
    ...en.announcement,
    body: `
# You talk. Your notebook writes.

Hello {{ user.traits.firstName | default: "there" }}, the best thoughts turn up when your hands are full. From today you can say them: **Heron Aloud** is in your notebook, on the phone and on the desk.

- **Talk the way you think.** Half sentences, second thoughts, a lorry going by. What comes out reads like a note.
- **It finds its place.** Say “for the kitchen project” and that is where it goes.
- **It forgets your voice.** Once a recording is written down, it is deleted, unless you keep it.

[Try it on your next walk](https://heron.example/aloud)

The first three months are half price if you start within a fortnight. After that it costs what it says on the page, and you can leave any day.

Your team at {{ company.name }}
`,
  },
  'what-people-say': {
    channel: 'whatsapp',
    template: {
      name: 'launch_what_people_say',
      contentSid: 'HX00000000000000000000000000000012',
      text: 'Hello {{1}}, this is {{2}}. “I dictate my site notes between two ladders, and they are filed by the time I am back in the van,” writes Tom, a roofer from Leeds. Three in four who tried Heron Aloud in its first weeks still talk to it every day. Hear what it makes of you: {{3}} Reply STOP to hear no more.',
      variables: en['what-people-say'].template.variables,
    },
  },
} satisfies Translation<typeof en>;
