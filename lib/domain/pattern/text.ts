import { RuleError } from '../rule-error.ts';

type TextTest = (value: string) => boolean;

/** Where a text without regard to case must lie. */
export type Place = 'whole' | 'start' | 'end';

/**
 * Compares without regard to case as EventBridge does: each UTF-16 unit of the pattern stands for its lower and its
 * upper case, whatever their lengths (`ß` stands for `ß` and `SS`).
 */
export function ignoringCase(text: string, place: Place): TextTest {
  let source = '';
  for (let at = 0; at < text.length; at++) {
    const [lower, upper] = [text.charAt(at).toLowerCase(), text.charAt(at).toUpperCase()];
    source += lower === upper ? literal(lower) : `(?:${literal(lower)}|${literal(upper)})`;
  }
  const expression = new RegExp(`${place === 'end' ? '' : '^'}${source}${place === 'start' ? '' : '$'}`);
  return (value) => expression.test(value);
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/**
 * Reads a wildcard: `*` stands for any number of characters, `\*` and `\\` for themselves.
 *
 * @throws RuleError for two wildcards in a row and for a backslash before anything else
 */
export function wildcard(text: string): TextTest {
  const pieces = piecesOf(text);
  const first = pieces[0] as string;
  const last = pieces[pieces.length - 1] as string;
  if (pieces.length === 1) return (value) => value === first;
  const between = pieces.slice(1, -1);
  return (value) => {
    if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
    // The leftmost place is as good as any for each piece in between: no backtracking, so no pattern can be slow.
    let from = first.length;
    for (const piece of between) {
      const found = value.indexOf(piece, from);
      if (found < 0) return false;
      from = found + piece.length;
    }
    return from <= value.length - last.length;
  };
}

function piecesOf(text: string): string[] {
  const pieces = [''];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '*') {
      if (next === '*') throw badWildcard(text, 'a wildcard has no two * in a row', 'write one *');
      pieces.push('');
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') {
        throw badWildcard(text, 'in a wildcard a backslash stands only before * or another backslash', 'write \\\\');
      }
      pieces[pieces.length - 1] += next;
      at++;
    } else {
      pieces[pieces.length - 1] += character;
    }
  }
  return pieces;
}

const badWildcard = (value: string, rule: string, remedy: string) => new RuleError({ value, rule, remedy });
