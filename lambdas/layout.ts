import { directionOf } from '../lib/content/locale.ts';
import { type PageLanguage, pageWords } from '../statemachines/pages/index.ts';
import { program } from '../statemachines/program.ts';
import { Html, html } from './html.ts';
import { languageOf } from './language.ts';
import { layoutStyles } from './layout-styles.ts';

export interface Layout {
  readonly language: PageLanguage;
  readonly title: string;
  readonly main: Html;
  readonly aside?: string;
}

/** What all pages look like. They need no script, fetch nothing, and no search engine keeps them. */
export function layout({ language, title, main, aside }: Layout): string {
  const { name, postalAddress } = program.company;
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<title>${title} – ${name}</title><style>${new Html(layoutStyles)}</style>
</head><body><div class="page">
<header>${name}</header>
<main>
${main}
</main>
<footer>${aside !== undefined && html`<p>${aside}</p>`}<p>${name}, ${postalAddress}</p></footer>
</div></body></html>`.source;
}

/** The one page for a bad token and for somebody unknown: it does not say which. */
export function notFoundPage(acceptLanguage: string | undefined): string {
  const language = languageOf(undefined, acceptLanguage);
  const { title, explain } = pageWords[language].notFound;
  return layout({ language, title, main: html`<h1>${title}</h1><p>${explain}</p>` });
}
