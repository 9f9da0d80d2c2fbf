import type { Translation } from '../../../../content.ts';
import type en from '../en/messages.ts';

export default {
  'price-email': {
    channel: 'email',
    subject: 'Verstanden. Das hier bleibt kostenlos',
    preheader: 'Deine Notizen bleiben deine, und der Rest geht auch kleiner.',
    body: `
# Es ist dir zu teuer{% if user.traits.firstName %}, {{ user.traits.firstName }}{% endif %}.

Das ist ein guter Grund, und wir reden ihn dir nicht aus. Drei Dinge, die du vorher wissen willst:

- **Alles, was du geschrieben hast, bleibt lesbar**, so lange du möchtest, ohne zu zahlen.
- **Du kannst im Jahr zahlen**, das sind zwei Monate weniger.
- **Du kannst pausieren**, statt zu gehen. Nichts wird abgebucht, nichts gelöscht.

[Was welcher Tarif kostet](https://heron.example/plans)

War es etwas anderes? Antworte einfach. Ein Mensch liest es.
Dein Team von {{ company.name }}
`,
  },
  'price-push-percent': {
    channel: 'push',
    title: 'Ein Drittel weniger, ein Jahr lang',
    body: 'Wenn nur der Preis zwischen uns stand: Komm diesen Monat zurück und zahl zwölf Monate ein Drittel weniger.',
    url: 'https://heron.example/come-back/percent',
  },
  'price-push-unlock': {
    channel: 'push',
    title: 'Alles offen, einen Monat lang',
    body: 'Alle Funktionen des großen Tarifs zum Preis des kleinen, einen Monat lang. Dann entscheidest du neu.',
    url: 'https://heron.example/come-back/unlock',
  },
  'price-sms-percent': {
    channel: 'sms',
    body: '{{ company.name }}: 12 Monate ein Drittel weniger, wenn du bis Sonntag zurückkommst: https://heron.example/come-back/percent',
  },
  'price-sms-unlock': {
    channel: 'sms',
    body: '{{ company.name }}: diesen Monat der große Tarif zum Preis des kleinen: https://heron.example/come-back/unlock',
  },

  'features-email': {
    channel: 'email',
    subject: 'Was dir fehlte, und was jetzt da ist',
    preheader: 'Du hast gesagt, dass etwas fehlt. Einiges davon ist inzwischen gekommen.',
    body: `
# Du hast gesagt, dass dir etwas fehlt.

Wir führen darüber eine Liste und arbeiten sie von oben ab. Das wurde seit deinem Beginn am häufigsten gewünscht:

1. **Überall offline.** Im Zug, im Keller, auf dem Feld. Wenn du zurück bist, ist alles da.
2. **Tabellen, die rechnen.** Summen, Mittelwerte, Sortieren, ohne die Notiz zu verlassen.
3. **Gemeinsame Projekte.** Auch mit jemandem ohne Konto.

[Alles Neue ansehen](https://heron.example/new)

Deins ist nicht dabei? Antworte in einem Satz, dann hörst du davon, sobald es da ist.
Dein Team von {{ company.name }}
`,
  },
  'features-push-percent': {
    channel: 'push',
    title: 'Die Liste ist kürzer geworden',
    body: 'Offline, Tabellen, gemeinsame Projekte: alles da. Zum Ausprobieren zwölf Monate ein Drittel weniger.',
    url: 'https://heron.example/come-back/percent',
  },
  'features-push-unlock': {
    channel: 'push',
    title: 'Die Liste ist kürzer geworden',
    body: 'Offline, Tabellen, gemeinsame Projekte: alles da, und für dich einen Monat lang offen.',
    url: 'https://heron.example/come-back/unlock',
  },
  'features-sms-percent': {
    channel: 'sms',
    body: '{{ company.name }}: Offline, Tabellen und gemeinsame Projekte sind da. 12 Monate ein Drittel weniger: https://heron.example/come-back/percent',
  },
  'features-sms-unlock': {
    channel: 'sms',
    body: '{{ company.name }}: Offline, Tabellen und gemeinsame Projekte sind da, für dich einen Monat offen: https://heron.example/come-back/unlock',
  },

  'unused-email': {
    channel: 'email',
    subject: 'Ein stilles Jahr in deinem Notizbuch',
    preheader: 'Nicht schlimm. So geht es mit fünf Minuten in der Woche.',
    body: `
# Es wurde einfach keine Gewohnheit?

So enden die meisten Notizbücher, auch die aus Papier. Was bei denen hilft, die geblieben sind, ist kleiner, als man denkt:

- **Freitags fünf Minuten.** Schreib auf, was noch offen ist. Klapp zu.
- **Ein Projekt, nicht zehn.** Das, von dem du Freunden erzählen würdest.
- **Weiterleiten statt tippen.** Eine Mail an dein Projekt ist eine Notiz.

[Mit einer Seite neu anfangen](https://heron.example/start-again)

Und wenn es nichts für dich ist: Danke, dass du es versucht hast. Deine Notizen bleiben lesbar.
Dein Team von {{ company.name }}
`,
  },
  'unused-push-percent': {
    channel: 'push',
    title: 'Fünf Minuten am Freitag',
    body: 'Mehr braucht es nicht, und die nächsten zwölf Monate kostet es ein Drittel weniger.',
    url: 'https://heron.example/come-back/percent',
  },
  'unused-push-unlock': {
    channel: 'push',
    title: 'Fünf Minuten am Freitag',
    body: 'Mehr braucht es nicht. Einen Monat lang ist alles für dich offen, damit sie sich lohnen.',
    url: 'https://heron.example/come-back/unlock',
  },
  'unused-sms-percent': {
    channel: 'sms',
    body: '{{ company.name }}: freitags fünf Minuten, und 12 Monate ein Drittel weniger: https://heron.example/come-back/percent',
  },
  'unused-sms-unlock': {
    channel: 'sms',
    body: '{{ company.name }}: freitags fünf Minuten, und einen Monat ist alles offen: https://heron.example/come-back/unlock',
  },

  'check-in': {
    channel: 'whatsapp',
    template: {
      name: 'win_back_check_in',
      contentSid: 'HX00000000000000000000000000000002',
      text: 'Hallo {{1}}, hier ist {{2}}. Vor zwei Wochen bist du gegangen. Gibt es eine Sache, die dich zurückbrächte? Antworte einfach hier, ein Mensch liest es.',
      variables: { '1': '{{ user.traits.firstName | default: "du" }}', '2': '{{ company.name }}' },
    },
  },
} satisfies Translation<typeof en>;
