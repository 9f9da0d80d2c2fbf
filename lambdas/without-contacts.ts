/** Words in the name of a field that holds an address, a number, a name, or what a person wrote. */
const contactWords = [
  'email',
  'mail',
  'phone',
  'mobile',
  'msisdn',
  'whatsapp',
  'address',
  'destination',
  'recipient',
  'push',
  'token',
  'trait',
  'wording',
  'text',
  'body',
  'name',
  'street',
  'postal',
  'birth',
  'contact',
];
/** Names that hold such a word and no contact: ids, and what says of which kind an event is. */
const harmless = new Set(['eventname', 'detailtype', 'journeyname', 'contenttype']);
/** What SES calls its message, and what End User Messaging hands back: ids and tags beside addresses, so they are looked into. */
const lookedInto = new Set(['mail', 'context']);

const removed = '[removed]';
/** A longer text is somebody's, whatever it is called; ids have at most 256 characters. */
const longestText = 1024;
/** No event of ours is nested deeper; what is deeper is not looked into. */
const deepest = 32;

/**
 * An event as it may lie in a queue for two weeks: with its ids and what is wrong with it, without addresses, numbers
 * and names. It takes any value, never throws, and works in time that grows with the size of the value.
 */
export function withoutContacts(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length > longestText ? removed : withoutAddresses(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return removed;
  if (Array.isArray(value)) return value.map((each) => withoutContacts(each, depth + 1));
  const kept = Object.entries(value).map(([key, field]): [string, unknown] => [
    withoutAddresses(key.slice(0, longestText)),
    isContact(key, field) ? removed : withoutContacts(field, depth + 1),
  ]);
  return Object.fromEntries(kept);
}

function isContact(key: string, field: unknown): boolean {
  if (field === null || typeof field === 'boolean') return false;
  const name = key
    .slice(0, longestText)
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  if (harmless.has(name) || (lookedInto.has(name) && typeof field === 'object')) return false;
  return contactWords.some((word) => name.includes(word));
}

/** A text without what looks like an email address or a number in E.164, with or without separators. */
export function withoutAddresses(text: string): string {
  let kept = '';
  let from = 0;
  for (const [start, end] of spansOf(text)) {
    if (examples.has(text.slice(start, end))) continue;
    kept += text.slice(from, start) + removed;
    from = end;
  }
  return kept + text.slice(from);
}

/** Examples in our own rules. */
const examples: ReadonlySet<string> = new Set(['a@example.com', '+4915112345678']);

const ats = new Set(['@', '\uFF20', '\uFE6B']);
const fence = /[\s@<>"(),;:\uFF20\uFE6B]/;
const separators = /[\s().\-/\u00A0\u2010-\u2015]/;
const fewestDigits = 7;

/**
 * Where addresses and numbers are, in order. Each sign belongs to at most two of the stretches that are looked at: an address
 * ends where the next begins, and so does a number.
 */
export function* spansOf(text: Pick<string, 'charAt' | 'length'>): Generator<readonly [start: number, end: number]> {
  let passed = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (ats.has(sign)) {
      let start = at;
      while (start > passed && !fence.test(text.charAt(start - 1))) start--;
      let end = at + 1;
      while (end < text.length && !fence.test(text.charAt(end))) end++;
      // What is left of it may be a number that is removed already.
      if ((start < at || passed === at) && end > at + 1) yield [start, end];
      passed = end;
    } else if (sign === '+' || sign === '\uFF0B') {
      let [end, digits, last] = [at + 1, 0, at];
      for (; end < text.length; end++) {
        const next = text.charAt(end);
        if (/\p{Nd}/u.test(next)) {
          digits++;
          last = end;
        } else if (!separators.test(next)) break;
      }
      if (digits >= fewestDigits) {
        yield [at, last + 1];
        passed = last + 1;
      }
      at = end - 1;
    }
  }
}
