import type { Translation } from '../../../../content.ts';
import en from '../en/messages.ts';

/** What is said otherwise in India; the rest is as in `en`. */
export default {
  ...en,
  announcement: {
    ...en.announcement,
    preheader: 'Heron Aloud is here: it understands English as you speak it, and what it writes reads like a note.',
    body: `
# You talk. Your notebook writes.

Hi {{ user.traits.firstName | default: "there" }}, the best thoughts come when your hands are full. From today you can say them: **Heron Aloud** is in your notebook, on the phone and on the desk.

- **Talk the way you think.** Half sentences, second thoughts, an auto going by. What comes out reads like a note.
- **It finds its place.** Say “for the kitchen project” and that is where it goes.
- **It works on a thin line.** What you say without a network is written down when you are back.
- **It forgets your voice.** Once a recording is written down, it is deleted, unless you keep it.

[Try it on your next walk](https://heron.example/aloud)

The first three months are half price if you start within two weeks. After that it costs what it says on the page, and you can leave any day.

Your team at {{ company.name }}
`,
  },
  'what-people-say': {
    channel: 'whatsapp',
    template: {
      name: 'launch_what_people_say',
      contentSid: 'HX00000000000000000000000000000013',
      text: 'Hi {{1}}, this is {{2}}. “I say my visit notes in the lift, and they are filed before I reach the next patient,” writes Ananya, a physiotherapist from Pune. Three in four who tried Heron Aloud in its first weeks still talk to it every day. Hear what it makes of you: {{3}} Reply STOP to hear no more.',
      variables: en['what-people-say'].template.variables,
    },
  },
} satisfies Translation<typeof en>;
