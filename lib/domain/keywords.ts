import { wordsByLanguage } from './keywords/words.ts';

/** What a text message can ask for by a word of its own. */
export const keywords = ['stop', 'start', 'help'] as const;
export type Keyword = (typeof keywords)[number];

/** Letters and digits in lower case without accents, one space between words: `"STOP!!" ` → `stop`, `Arrêt` → `arret`. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’]/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const languages = Object.values(wordsByLanguage);
const stopWords: ReadonlySet<string> = new Set(languages.flatMap(({ stop }) => stop.map(folded)));
const helpWords: ReadonlySet<string> = new Set(languages.flatMap(({ help = [] }) => help.map(folded)));
const ordinaryWords: ReadonlySet<string> = new Set(languages.flatMap(({ ordinary = [] }) => ordinary.map(folded)));
const aloneWords: ReadonlySet<string> = new Set(languages.flatMap(({ alone }) => alone.map(folded)));
const reviewWords: readonly string[] = [
  ...new Set([
    ...languages.flatMap(({ review }) => review.map(folded)),
    ...[...stopWords].filter((word) => !ordinaryWords.has(word)),
  ]),
];

/**
 * Only what carriers know, in no other language: START gives consent, and a word that also begins a conversation must
 * not. Not `yes` either: it answers questions. A provider that knows better says so, and each answer to a STOP names START.
 */
const startWords: ReadonlySet<string> = new Set(['start', 'unstop']);

const courtesies = [...new Set(languages.flatMap(({ courtesy }) => courtesy.map(folded)))].join('|');
const courtesy = new RegExp(`^(?:${courtesies}) | (?:${courtesies})$`, 'g');

/** Without courtesies; a word that is all there is, several times over, is said once: `STOP STOP` → `stop`. */
function bare(text: string): string {
  const words = folded(text).replace(courtesy, '').trim();
  const [first, ...others] = words.split(' ');
  return first !== undefined && others.every((word) => word === first) ? first : words;
}

/**
 * The keyword that this message is, not one that it merely contains: "don't stop" is none.
 *
 * The words that end messages are those of 47 CFR 64.1200(a)(10), and what other languages call it: `keywords/words.ts`.
 */
export function keywordOf(text: string): Keyword | null {
  const words = bare(text);
  if (stopWords.has(words)) return 'stop';
  if (startWords.has(words)) return 'start';
  return helpWords.has(words) ? 'help' : null;
}

/** What a button may carry, whatever its label says, where it is an opt-out. */
const stopPayloads: ReadonlySet<string> = new Set([
  'stop',
  'stopall',
  'stop all',
  'stop promotions',
  'optout',
  'opt out',
  'unsubscribe',
]);

/**
 * The keyword of a button that somebody pressed. Its payload is the program's own text, in whatever language its label is.
 * Of a payload only a STOP is taken: START gives consent, and its label may say "Begin".
 */
export const keywordOfPayload = (payload: string): Keyword | null => (stopPayloads.has(bare(payload)) ? 'stop' : null);

/** Whether a button's payload is about an opt-out without being one: `STOP_NEWSLETTER`. */
export const payloadMentionsStop = (payload: string): boolean =>
  /(?:^| )(?:stop|unsubscribe|opt ?out)(?: |$)/.test(bare(payload));

/**
 * Whether somebody should read this: it speaks of stopping without being the keyword. A person may withdraw in any
 * words, and a machine that guessed would unsubscribe those who said the opposite.
 */
export function mentionsStop(text: string): boolean {
  const words = bare(text);
  if (/[🛑⛔🚫]/u.test(text)) return true;
  const within = ` ${words} `;
  const isWithin = (word: string) => within.includes(` ${word} `);
  return stopWords.has(words) || aloneWords.has(words) || reviewWords.some(isWithin) || isMisspelt(words);
}

/** Keywords long and particular enough that a word near them is likely meant to be one. */
const misspellable = [...stopWords, 'stop'].filter(
  (word) => !word.includes(' ') && (word.length >= 6 || word === 'stop'),
);

/** Ordinary words as near to `stop` as a slip of the finger. */
const notMisspelt: ReadonlySet<string> = new Set(['shop', 'step', 'stoop', 'slop', 'stow', 'strop', 'stomp', 'sto']);

/** `S T O P`, `st op`, `stoooop`, `stpo`, `unsubscirbe`: a keyword with a slip in it, and nothing else. */
function isMisspelt(words: string): boolean {
  const joined = words.replaceAll(' ', '');
  if (joined === '' || joined.length > 24 || startWords.has(joined) || notMisspelt.has(joined)) return false;
  if (stopWords.has(joined)) return true;
  const drawled = joined.replace(/(.)\1+/gu, '$1');
  if (stopWords.has(drawled)) return true;
  if (words.includes(' ')) return false;
  return misspellable.some((keyword) => keyword[0] === joined[0] && isNear(joined, keyword));
}

/** Whether two words differ by one letter more, less, other, or by two neighbours that changed places. */
function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [a, b] = [one.slice(start), other.slice(start)];
  if (a === '' || b === '') return true;
  const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return swapped || a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
}
