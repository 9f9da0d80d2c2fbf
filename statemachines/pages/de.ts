import type { PageWords } from './words.ts';

export const de: PageWords = {
  unsubscribe: {
    title: 'Abmelden',
    question: 'Keine E-Mails mehr?',
    explain:
      'Du bekommst keine Neuigkeiten und Angebote mehr per E-Mail. Nötige Nachrichten, etwa Rechnungen, kommen weiterhin.',
    button: 'Abmelden',
    done: 'Du bist abgemeldet',
    thanks: 'Es kommen keine Neuigkeiten und Angebote mehr per E-Mail zu dir.',
    rather: 'Aussuchen, was du bekommst',
  },
  preferences: {
    title: 'Such dir aus, was du bekommst',
    lead: (company) =>
      `Hier geht es um Neuigkeiten und Angebote von ${company}. Nötige Nachrichten, etwa Rechnungen, kommen auf jeden Fall.`,
    where: 'Wo wir dir schreiben dürfen',
    channels: {
      email: {
        name: 'E-Mail',
        agree: (company) => `${company} darf mir Neuigkeiten und Angebote per E-Mail schicken.`,
      },
      push: {
        name: 'Mitteilungen',
        agree: (company) => `${company} darf mir Neuigkeiten und Angebote auf meinen Geräten mitteilen.`,
      },
      sms: {
        name: 'SMS',
        agree: (company) =>
          `${company} darf mir Neuigkeiten und Angebote per SMS schicken. Ich kann jederzeit mit STOP antworten.`,
      },
      whatsapp: {
        name: 'WhatsApp',
        agree: (company) => `${company} darf mir Neuigkeiten und Angebote per WhatsApp schicken.`,
      },
      inapp: {
        name: 'In der App',
        agree: (company) => `${company} darf mir Neuigkeiten und Angebote in der App zeigen.`,
      },
    },
    unconfirmed: 'Noch nicht bestätigt. Hier reicht ein Häkchen allein nicht: Es kommt nichts, bis du bestätigst.',
    suppressed: {
      bounced: 'Geschlossen: Was wir schickten, kam nicht an. Gib in deinem Konto eine Adresse an, die funktioniert.',
      'soft-bounced':
        'Geschlossen: Dein Postfach hat mehrere Nachrichten hintereinander abgewiesen. Es öffnet sich wieder, wenn du eine von ihnen liest, oder über unseren Support.',
      complained: 'Geschlossen: Du hast eine Nachricht von uns als Spam gemeldet. Zurück geht es über unseren Support.',
      unsubscribed: 'Geschlossen: Du hast uns gebeten aufzuhören. Zurück geht es über unseren Support.',
      erased:
        'Geschlossen: Alles zu dieser Adresse wurde auf deinen Wunsch gelöscht. Zurück geht es, wenn du neu bestätigst, dass du unsere Nachrichten willst, oder über unseren Support.',
    },
    stopped:
      'Geschlossen: Du hast mit STOP geantwortet. Zurück geht es mit START an die Nummer, von der unsere Nachrichten kamen.',
    what: 'Worum es gehen darf',
    often: 'Wie oft',
    frequencies: { 'as-it-comes': 'Wie es kommt', weekly: 'Höchstens eine Nachricht pro Woche' },
    save: 'Speichern',
    pause: '30 Tage Pause',
    paused: (until) => `Pause bis ${until}.`,
    resume: 'Pause beenden',
    leave: 'Von allem abmelden',
    done: {
      save: 'Gespeichert. Es gilt ab sofort.',
      pause: 'Die nächsten 30 Tage kommen keine Neuigkeiten und Angebote.',
      resume: 'Die Pause ist vorbei.',
      leave: 'Du bist von allem abgemeldet. Es kommen keine Neuigkeiten und Angebote mehr.',
    },
    notUnderstood: (field) =>
      `Nichts wurde geändert: Diese Seite kennt „${field}“ nicht. Vielleicht ist sie neuer, als du sie sahst; bitte wähle noch einmal.`,
    notHere: (channel) => `Nichts wurde geändert: ${channel} lässt sich hier nicht einschalten.`,
    keepToYourself: 'Wer den Link zu dieser Seite hat, kann sie ändern. Gib ihn nicht weiter.',
  },
  notFound: {
    title: 'Dieser Link führt nirgendwohin',
    explain: 'Vielleicht fehlt ein Stück. Öffne ihn noch einmal aus der Nachricht, oder kopiere ihn ganz.',
  },
};
