import { type PageLanguage, pageWords } from '../../statemachines/pages/index.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';

export interface Leaving {
  readonly language: PageLanguage;
  /** Where this person chooses what they get. */
  readonly preferences: string;
}

/** Asks before anything changes: mail scanners follow links, and following one is not a no. */
export function askPage({ language, preferences }: Leaving): string {
  const { title, question, explain, button, rather } = pageWords[language].unsubscribe;
  const main = html`<h1>${question}</h1><p>${explain}</p>
<form method="post"><button>${button}</button></form>${onward(preferences, rather)}`;
  return layout({ language, title, main });
}

export function donePage({ language, preferences }: Leaving): string {
  const { done, thanks, rather } = pageWords[language].unsubscribe;
  return layout({
    language,
    title: done,
    main: html`<h1>${done}</h1><p role="status">${thanks}</p>${onward(preferences, rather)}`,
  });
}

const onward = (url: string, words: string): Html => html`<p class="links"><a href="${url}">${words}</a></p>`;
