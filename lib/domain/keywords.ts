/** What a text message can ask for by a word of its own. */
export const keywords = ['stop', 'start', 'help'] as const;
export type Keyword = (typeof keywords)[number];

/**
 * The words that end messages when they are all that a message says: 47 CFR 64.1200(a)(10), whose list this is, and
 * `stopall` and `optout` as carriers know them.
 */
const stopWords: ReadonlySet<string> = new Set([
  'stop',
  'stopall',
  'stop all',
  'quit',
  'end',
  'revoke',
  'opt out',
  'optout',
  'cancel',
  'unsubscribe',
]);

/** Not `yes`: it answers questions. A provider that knows better says so. */
const startWords: ReadonlySet<string> = new Set(['start', 'unstop']);
const helpWords: ReadonlySet<string> = new Set(['help', 'info']);

const courtesy = /^(?:please|pls|plz) | (?:please|pls|plz|thanks|thank you)$/g;

/** Letters and digits in lower case, one space between words: `"STOP!!" ` → `stop`, `Opt-Out, please` → `opt out`. */
function bare(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words.replace(courtesy, '').trim();
}

/** The keyword that this message is, not one that it merely contains: "don't stop" is none. */
export function keywordOf(text: string): Keyword | null {
  const words = bare(text);
  if (stopWords.has(words)) return 'stop';
  if (startWords.has(words)) return 'start';
  return helpWords.has(words) ? 'help' : null;
}

/**
 * Whether somebody should read this: it speaks of stopping without being the keyword. A person may withdraw in any
 * words, and a machine that guessed would unsubscribe those who said the opposite.
 */
export function mentionsStop(text: string): boolean {
  const words = ` ${bare(text)} `;
  return [...stopWords].some((word) => words.includes(` ${word} `));
}
