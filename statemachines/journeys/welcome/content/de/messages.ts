import type { Translation } from '../../../../content.ts';
import type en from '../en/messages.ts';

export default {
  hello: {
    channel: 'push',
    title:
      'Hallo{% if user.traits.firstName %} {{ user.traits.firstName }}{% endif %}, dein Notizbuch ist aufgeschlagen',
    body: 'Schreib auf, was dir gerade durch den Kopf geht. Eine Zeile reicht, der Rest der Seite bleibt für später.',
    url: 'https://heron.example/notes/new',
  },
  'first-steps': {
    channel: 'email',
    subject: 'Drei kleine Dinge, mit denen {{ company.name }} deins wird',
    preheader: 'Fünf Minuten, eine Tasse Kaffee, und deine Projekte haben ein Zuhause.',
    body: `
# Schön, dass du da bist{% if user.traits.firstName %}, {{ user.traits.firstName }}{% endif %}.

Die meisten kommen mit Notizen an sechs Orten und einem Projekt im Kopf zu uns. So bringen sie beides auf eine Seite:

1. **Leg ein echtes Projekt an.** Keinen Test. Das, an das du bei dieser Zeile gedacht hast.
2. **Leite dir eine Mail weiter.** Jedes Projekt hat eine Adresse; was du dorthin schickst, wird eine Notiz samt Anhängen.
3. **Schreib „morgen“ hinter eine Zeile.** Mehr braucht es nicht, um daran erinnert zu werden.

[Dein erstes Projekt anlegen](https://heron.example/projects/new)

Hängst du fest oder fehlt dir etwas? Antworte einfach, wir lesen alles.
Dein Team von {{ company.name }}
`,
  },
  tips: {
    channel: 'inapp',
    title: 'Alles finden, mit zwei Tastendrücken',
    body: 'Drück / und tippe irgendein Wort, an das du dich erinnerst. Gesucht wird in Notizen, Anhängen und sogar in den Fotos deines Whiteboards.',
    url: 'https://heron.example/tour/search',
  },
} satisfies Translation<typeof en>;
