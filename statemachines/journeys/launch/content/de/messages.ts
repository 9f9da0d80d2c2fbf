import type { Translation } from '../../../../content.ts';
import type en from '../en/messages.ts';

export default {
  announcement: {
    channel: 'email',
    subject: 'Sag es, und es steht da',
    preheader: 'Heron Aloud ist da: Dein Notizbuch hört zu, und was es schreibt, liest sich wie eine Notiz.',
    body: `
# Du sprichst. Dein Notizbuch schreibt.

Hallo{% if user.traits.firstName %} {{ user.traits.firstName }}{% endif %}, die besten Gedanken kommen, wenn man gerade keine Hand frei hat. Ab heute kannst du sie aussprechen: **Heron Aloud** ist in deinem Notizbuch, auf dem Telefon und am Schreibtisch.

- **Sprich, wie du denkst.** Halbe Sätze, ein „nein, anders“, ein Laster, der vorbeifährt. Heraus kommt eine Notiz.
- **Sie findet ihren Platz.** Sag „für das Küchenprojekt“, und dort liegt sie dann.
- **Deine Stimme bleibt deine.** Was aufgeschrieben ist, wird gelöscht, es sei denn, du willst es behalten.

[Beim nächsten Spaziergang ausprobieren](https://heron.example/aloud)

Wenn du in den nächsten zwei Wochen anfängst, zahlst du drei Monate lang die Hälfte. Danach kostet es, was auf der Seite steht, und du kannst jeden Tag aufhören.

Dein Team von {{ company.name }}
`,
  },
  'in-the-app': {
    channel: 'inapp',
    title: 'Neu: Stifttaste halten und sprechen',
    body: 'Heron Aloud schreibt auf, was du sagst, und legt es dorthin, wo es hingehört. Probier es mit einem Satz.',
    url: 'https://heron.example/aloud/try',
  },
  'what-people-say': {
    channel: 'whatsapp',
    template: {
      name: 'launch_what_people_say',
      contentSid: 'HX00000000000000000000000000000014',
      text: 'Hallo {{1}}, hier ist {{2}}. „Ich diktiere meine Baustellennotizen zwischen zwei Leitern, und wenn ich wieder im Transporter sitze, sind sie einsortiert“, schreibt Jens, Dachdecker aus Kassel. Drei von vier, die Heron Aloud in den ersten Wochen ausprobiert haben, sprechen heute noch jeden Tag damit. Hör dir an, was es aus dir macht: {{3}} Mit STOP hörst du nichts mehr davon.',
      variables: {
        '1': '{{ user.traits.firstName | default: "du" }}',
        '2': '{{ company.name }}',
        '3': 'https://heron.example/aloud/voices',
      },
    },
  },
  'last-days': {
    channel: 'push',
    title: 'Noch vier Tage zum halben Preis',
    body: 'Heron Aloud schreibt, was du sagst. Wer diese Woche anfängt, zahlt drei Monate lang die Hälfte.',
    url: 'https://heron.example/aloud/offer',
  },
  'last-days-sms': {
    channel: 'sms',
    body: '{{ company.name }}: Noch drei Tage gibt es Heron Aloud drei Monate lang zum halben Preis: https://heron.example/aloud/offer',
  },
} satisfies Translation<typeof en>;
