import { escapeHtml } from '../../lib/content/escape.ts';
import type { AnyJourney } from '../any-journey.ts';
import type { WholeProgram } from '../program-form.ts';
import { cardOf } from './cards.ts';
import { type Saying, type SpeakingStep, stepsOf } from './sayings.ts';
import { styleSheet } from './style-sheet.ts';

/** One HTML page with every message of a journey, in every language, as people see them. It loads nothing from anywhere. */
export function previewPage(journey: AnyJourney, program: WholeProgram): string {
  const steps = stepsOf(journey, program);
  const missing = steps.flatMap(({ name, sayings }) =>
    sayings.flatMap(({ locale, content, fallsBackTo }) =>
      fallsBackTo === undefined ? [] : [`${name}: ${content} has no ${locale}, people get ${fallsBackTo}`],
    ),
  );
  const locales = [...new Set(steps.flatMap(({ sayings }) => sayings.map(({ locale }) => locale)))];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(journey.name)}: every message</title><style>${styleSheet}</style></head>
<body><header><h1>${escapeHtml(journey.name)}</h1>
<p>${journey.purpose}, ${entryOf(journey)}. ${steps.length} steps, in ${locales.join(', ')}. With the program's samples.</p>
${missing.length === 0 ? '' : `<section class="missing"><h2>Missing translations</h2><ul>${missing.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul></section>`}
</header><main>${steps.map((step) => stepSection(step, locales, program)).join('\n')}</main></body></html>
`;
}

const entryOf = ({ enter }: AnyJourney): string =>
  'on' in enter
    ? `enters on ${escapeHtml(enter.on)}${enter.notOlderThan === undefined ? '' : `, not older than ${escapeHtml(enter.notOlderThan)}`}`
    : `launched over ${escapeHtml(enter.over)}`;

function stepSection(
  { name, channel, path, timing, sayings }: SpeakingStep,
  locales: readonly string[],
  { company }: WholeProgram,
): string {
  const arms = [...new Set(sayings.map(({ arm }) => arm))];
  const rows = arms.map((arm) => {
    const cards = locales.flatMap((locale) =>
      sayings
        .filter((saying) => saying.arm === arm && saying.locale === locale)
        .map((saying) => sayingCard(saying, company)),
    );
    return `${arm === undefined ? '' : `<h3>arm ${escapeHtml(arm)}</h3>`}<div class="row">${cards.join('\n')}</div>`;
  });
  const about = [...path, channel, timing].filter((part) => part !== '');
  return `<section><h2>${escapeHtml(name)}</h2><p class="about">${about.map(escapeHtml).join(' · ')}</p>${rows.join('\n')}</section>`;
}

function sayingCard(
  { locale, content, fallsBackTo, message, inConversation }: Saying,
  company: WholeProgram['company'],
): string {
  const gap = fallsBackTo === undefined ? '' : `<p class="gap">not translated: ${escapeHtml(fallsBackTo)} is sent</p>`;
  const talk = inConversation ? `<p class="note">while they talk to us:</p>${cardOf(inConversation, company)}` : '';
  return `<article lang="${escapeHtml(fallsBackTo ?? locale)}"><h4>${escapeHtml(locale)} <small>${escapeHtml(content)}</small></h4>${gap}${cardOf(message, company)}${talk}</article>`;
}
