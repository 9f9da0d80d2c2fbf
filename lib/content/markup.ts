import { RuleError } from '../domain/rule-error.ts';
import { veil } from './liquid-in.ts';

/** An element, a Liquid tag or a piece of words, in the order of the source. */
const piece = /<!--|<(\/?)([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>|\uE000\d+\uE001|<|[^<\uE000]+/gi;

const empty = new Set(['br', 'hr', 'img']);
const allowed = new Set(
  'a b blockquote br center div em h1 h2 h3 hr i img li ol p s small span strong sub sup table tbody td tfoot th thead tr u ul'.split(
    ' ',
  ),
);

/** Link texts that say nothing to somebody who hears only the links. */
const vague = new Set([
  'here',
  'click here',
  'this',
  'link',
  'more',
  'read more',
  'hier',
  'klick hier',
  'hier klicken',
  'mehr',
  'weiter',
]);

interface Found {
  readonly headings: number[];
  /** What is open: elements by name, Liquid blocks with a `%` before theirs. */
  readonly open: string[];
  /** The words of the link that is open. */
  link: string | null;
}

/**
 * Looks through an email's body, without its frame: every element is closed where it was opened, so that nothing of it
 * reaches the footer; and who does not see the email gets as much of it.
 *
 * @throws RuleError
 */
export function checkMarkup(html: string, place: object): void {
  const refuse = (found: string, rule: string, remedy: string): never => {
    throw new RuleError({ value: { ...place, found: unveil(found) }, rule, remedy });
  };
  const { veiled, unveil } = veil(html);
  const found: Found = { headings: [], open: [], link: null };
  for (const [text, slash, name = '', attributes = ''] of veiled.matchAll(piece)) {
    if (text.startsWith('\uE000')) {
      const tag = /^\{%-?\s*(\w+)/.exec(unveil(text))?.[1];
      if (tag) liquid(tag, found, refuse);
      else if (found.link !== null) found.link += text;
    } else if (name === '') {
      if (text.startsWith('<')) refuse(text, 'an email has no comments and no lone <', 'leave it out, or write &lt;');
      if (found.link !== null) found.link += text;
    } else if (slash) {
      if (found.open.pop() !== name.toLowerCase())
        refuse(text, 'an element closes where it was opened', 'close it there');
      if (name === 'a') checkLink(found, refuse);
    } else element(text, name.toLowerCase(), attributes, found, refuse);
  }
  const [left] = found.open;
  if (left !== undefined) refuse(left, 'every element and every Liquid block is closed', `close ${left}`);
}

type Refuse = (found: string, rule: string, remedy: string) => never;

function element(text: string, name: string, attributes: string, found: Found, refuse: Refuse): void {
  if (!allowed.has(name)) {
    refuse(
      text,
      `the body of an email is made of ${[...allowed].join(', ')}`,
      'say it with these; style belongs to the frame',
    );
  }
  const has = (attribute: RegExp) => attribute.test(attributes);
  if (name === 'img' && !has(/\salt\s*=/i))
    refuse(text, 'an image has an alt text', 'add alt="what it shows", or alt="" if it only adorns');
  if (name === 'table' && !has(/\srole\s*=/i))
    refuse(text, 'a table that only arranges says so', 'add role="presentation"');
  if (name === 'a') {
    if (!has(/\shref\s*=/i)) refuse(text, 'a link leads somewhere', 'add its href');
    found.link = '';
  }
  const alt = /\salt\s*=\s*"([^"]*)"/i.exec(attributes)?.[1];
  if (name === 'img' && found.link !== null) found.link += alt ?? '';
  if (/^h\d$/.test(name)) {
    const level = Number(name[1]);
    const last = found.headings.at(-1) ?? 0;
    if (level > last + 1 || (level === 1 && last > 0)) {
      refuse(
        text,
        'headings begin with one first, and leave out no level',
        `make it a heading of level ${last === 0 ? 1 : Math.max(2, Math.min(level, last + 1))}`,
      );
    }
    found.headings.push(level);
  }
  if (!empty.has(name)) found.open.push(name);
}

function checkLink(found: Found, refuse: Refuse): void {
  const words = (found.link ?? '').replace(/\s+/g, ' ').trim();
  found.link = null;
  if (words === '' || vague.has(words.toLowerCase())) {
    refuse(words, 'the words of a link say where it leads', 'write what somebody finds there');
  }
}

const blocks = new Set(['if', 'unless', 'case', 'for', 'tablerow', 'capture', 'comment', 'raw']);

/** A branch of a Liquid block leaves open and closes nothing but its own elements. */
function liquid(tag: string, { open }: Found, refuse: Refuse): void {
  const name = tag.replace(/^end/, '');
  if (blocks.has(tag)) open.push(`%${tag}`);
  else if (/^(?:else|elsif|elseif|when|end\w+)$/.test(tag)) {
    const top = open.at(-1) ?? '';
    if (!top.startsWith('%') || (tag !== name && top !== `%${name}`)) {
      refuse(`{% ${tag} %}`, 'a Liquid block holds whole elements', 'close what was opened in it before');
    }
    if (tag !== name) open.pop();
  }
}
