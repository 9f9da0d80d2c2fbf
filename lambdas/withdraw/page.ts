const texts = {
  en: {
    title: 'Unsubscribe',
    question: 'Stop these emails?',
    explain: 'You will get no more news and offers by email. Messages that you need, such as receipts, still come.',
    button: 'Unsubscribe',
    done: 'You are unsubscribed',
    thanks: 'No more news and offers will come to you by email.',
  },
  de: {
    title: 'Abmelden',
    question: 'Keine E-Mails mehr?',
    explain:
      'Du bekommst keine Neuigkeiten und Angebote mehr per E-Mail. Nötige Nachrichten, etwa Rechnungen, kommen weiterhin.',
    button: 'Abmelden',
    done: 'Du bist abgemeldet',
    thanks: 'Es kommen keine Neuigkeiten und Angebote mehr per E-Mail zu dir.',
  },
} as const;

type Language = keyof typeof texts;

/** The first language of an `Accept-Language` header that the page speaks; English otherwise. */
export function languageOf(acceptLanguage = ''): Language {
  const wanted = acceptLanguage.split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find((language): language is Language => language in texts) ?? 'en';
}

/** Asks before anything changes: mail scanners follow links, and following one is not a no. */
export function askPage(language: Language): string {
  const { title, question, explain, button } = texts[language];
  return layout(
    language,
    title,
    `<h1>${question}</h1><p>${explain}</p><form method="post"><button>${button}</button></form>`,
  );
}

export function donePage(language: Language): string {
  const { done, thanks } = texts[language];
  return layout(language, done, `<h1>${done}</h1><p>${thanks}</p>`);
}

const layout = (language: Language, title: string, main: string) => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>
:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:18px/1.5 system-ui,sans-serif}
main{max-width:26rem;padding:2rem}h1{font-size:1.6rem;line-height:1.2;margin:0 0 1rem}
button{font:inherit;font-weight:600;padding:.75rem 1.5rem;border:0;border-radius:.5rem;background:#1a3fb5;color:#fff;cursor:pointer}
button:focus-visible{outline:3px solid #f5a623;outline-offset:2px}
</style></head><body><main>${main}</main></body></html>`;
