import { localeChain } from '../../lib/content/locale.ts';
import type { ChannelPreference, Preferences } from '../../lib/domain/preferences.ts';
import { type PageLanguage, pageWords } from '../../statemachines/pages/index.ts';
import type { Done } from '../../statemachines/pages/words.ts';
import { program } from '../../statemachines/program.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { often, shown, topicField } from './form.ts';

export interface Shown {
  readonly language: PageLanguage;
  readonly preferences: Preferences;
  /** IANA zone of the reader. */
  readonly zone: string;
  /** What was done just now. */
  readonly done?: Done | undefined;
  /** Why nothing was. */
  readonly refused?: string;
}

/** What a person gets, and everything they can do about it, as forms that need no script. */
export function preferencePage({ language, preferences, zone, done, refused }: Shown): string {
  const words = pageWords[language].preferences;
  const { pausedUntil } = preferences;
  const until = pausedUntil !== undefined && dateIn(language, zone, pausedUntil);
  const status = done && words.done[done];
  const button = (act: Done) =>
    html`<form method="post"><input type="hidden" name="language" value="${language}"><button class="quiet" name="do" value="${act}">${words[act]}</button></form>`;
  return layout({
    language,
    // Screen readers read the title of a page first: what came of the form is what one wants to hear.
    title: refused ?? status ?? words.title,
    aside: words.keepToYourself,
    main: html`<h1>${words.title}</h1>
${refused !== undefined && html`<p class="note wrong" role="alert">${refused}</p>`}${status !== undefined && html`<p class="note" role="status">${status}</p>`}
<p>${words.lead(program.company.name)}</p>
${until !== false && html`<p class="paused"><strong>${words.paused(until)}</strong></p>`}
<div class="actions">${button(until === false ? 'pause' : 'resume')}${button('leave')}</div>
<form method="post"><input type="hidden" name="do" value="save"><input type="hidden" name="language" value="${language}">
${channelChoices(preferences, language)}
${topicChoices(preferences, language)}
${frequencyChoices(preferences, language)}
<p class="save"><button>${words.save}</button></p></form>`,
  });
}

function channelChoices({ channels }: Preferences, language: PageLanguage): Html | false {
  const words = pageWords[language].preferences;
  return (
    channels.length > 0 &&
    html`<fieldset><legend>${words.where}</legend>${channels.map((each) => channelChoice(each, language))}</fieldset>`
  );
}

function channelChoice({ channel, on, unconfirmed, suppressed }: ChannelPreference, language: PageLanguage): Html {
  const words = pageWords[language].preferences;
  const { name, agree } = words.channels[channel];
  if (suppressed) {
    const answered = suppressed.reason === 'unsubscribed' && (channel === 'sms' || channel === 'whatsapp');
    const why = answered ? words.stopped : words.suppressed[suppressed.reason];
    return html`<div class="closed"><span class="name">${name}</span><small>${why}</small></div>`;
  }
  const warning = unconfirmed && html`<small class="warn">${words.unconfirmed}</small>`;
  const text = html`<span class="name">${name}</span><small>${agree(program.company.name)}</small>${warning}`;
  return box(channel, on, text);
}

function topicChoices({ topicsOff }: Preferences, language: PageLanguage): Html | false {
  const topics = Object.entries(program.topics);
  const choices = topics.map(([topic, texts]) =>
    box(topicField(topic), !topicsOff.includes(topic), inLanguage(texts, language)),
  );
  return (
    choices.length > 0 && html`<fieldset><legend>${pageWords[language].preferences.what}</legend>${choices}</fieldset>`
  );
}

/** A topic's text, marked with its language when it has none in the page's. */
function inLanguage(texts: Readonly<Record<string, string>>, language: PageLanguage): Html {
  const found = localeChain({ default: program.locale }, language).find((tag) => Object.hasOwn(texts, tag)) ?? '';
  const text = texts[found] ?? '';
  return found === language ? html`${text}` : html`<span lang="${found}">${text}</span>`;
}

function frequencyChoices({ frequency }: Preferences, language: PageLanguage): Html {
  const words = pageWords[language].preferences;
  const now = frequency ?? 'as-it-comes';
  const choices = often.map(
    (each) =>
      html`<div class="choice"><label for="${each}">${words.frequencies[each]}</label><input type="radio" id="${each}" name="frequency" value="${each}"${each === now && html` checked`}></div>`,
  );
  return html`<fieldset><legend>${words.often}</legend><input type="hidden" name="${shown('frequency')}" value="${now}">${choices}</fieldset>`;
}

const box = (field: string, on: boolean, text: Html): Html =>
  html`<div class="choice"><input type="hidden" name="${shown(field)}" value="${on ? 'on' : 'off'}"><label for="${field}">${text}</label><input type="checkbox" id="${field}" name="${field}" value="on"${on && html` checked`}></div>`;

const dateIn = (language: PageLanguage, timeZone: string, at: number): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(at);
