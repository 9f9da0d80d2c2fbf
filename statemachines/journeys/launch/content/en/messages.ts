import type { Messages } from '../../../../content.ts';

export default {
  announcement: {
    channel: 'email',
    subject: 'Say it, and it is written',
    preheader: 'Heron Aloud is here: your notebook listens, and what it writes reads like a note.',
    body: `
# You talk. Your notebook writes.

Hi {{ user.traits.firstName | default: "there" }}, the best thoughts come when your hands are full. From today you can say them: **Heron Aloud** is in your notebook, on the phone and on the desk.

- **Talk the way you think.** Half sentences, second thoughts, a truck going by. What comes out reads like a note.
- **It finds its place.** Say “for the kitchen project” and that is where it goes.
- **It forgets your voice.** Once a recording is written down, it is deleted, unless you keep it.

[Try it on your next walk](https://heron.example/aloud)

The first three months are half price if you start within two weeks. After that it costs what it says on the page, and you can leave any day.

Your team at {{ company.name }}
`,
  },
  'in-the-app': {
    channel: 'inapp',
    title: 'New: hold the pen key and talk',
    body: 'Heron Aloud writes down what you say, and puts it where it belongs. Try one sentence.',
    url: 'https://heron.example/aloud/try',
  },
  'what-people-say': {
    channel: 'whatsapp',
    template: {
      name: 'launch_what_people_say',
      contentSid: 'HX00000000000000000000000000000011',
      text: 'Hi {{1}}, this is {{2}}. “I dictate my site notes between two ladders, and they are filed when I am back in the van,” writes Marcus, a roofer from Ohio. Three in four who tried Heron Aloud in its first weeks still talk to it every day. Hear what it makes of you: {{3}} Reply STOP to hear no more.',
      variables: {
        '1': '{{ user.traits.firstName | default: "there" }}',
        '2': '{{ company.name }}',
        '3': 'https://heron.example/aloud/voices',
      },
    },
  },
  'last-days': {
    channel: 'push',
    title: 'Four days left at half price',
    body: 'Heron Aloud writes what you say. Start this week, and the first three months cost half.',
    url: 'https://heron.example/aloud/offer',
  },
  'last-days-sms': {
    channel: 'sms',
    body: '{{ company.name }}: three days left to get Heron Aloud at half price for three months: https://heron.example/aloud/offer',
  },
} satisfies Messages;
