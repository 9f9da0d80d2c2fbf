/** What `JSON.parse` tells its reviver of a number as it is written; TypeScript's own types do not know it yet. */
type Parse = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/** Levels of objects and lists: no message of anybody has more, and what reads one may recur once a level. */
export const deepestJson = 64;

/**
 * JSON whose whole numbers are exact: one of 64 bits, as platforms use for ids, is the text of it.
 *
 * @returns `undefined` for text that is not JSON, or is nested deeper than `deepestJson`
 */
export function exactJson(text: string): unknown {
  if (!isShallow(text)) return undefined;
  const isTooLong = (value: unknown) => Number.isInteger(value) && !Number.isSafeInteger(value);
  try {
    return (JSON.parse as Parse)(text, (_, value, { source }) => (isTooLong(value) ? (source ?? value) : value));
  } catch {
    return undefined;
  }
}

/** Counts brackets outside of strings, in one pass: the parser itself would recur. */
function isShallow(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === backslash) at++;
      else if (character === quote) inString = false;
    } else if (character === quote) inString = true;
    else if (opening.has(character) && ++depth > deepestJson) return false;
    else if (closing.has(character)) depth--;
  }
  return true;
}

const codeOf = (character: string): number => character.charCodeAt(0);
const [quote, backslash] = ['"', '\\'].map(codeOf) as [number, number];
const opening: ReadonlySet<number> = new Set([...'[{'].map(codeOf));
const closing: ReadonlySet<number> = new Set([...']}'].map(codeOf));
