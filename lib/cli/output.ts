/**
 * The one place from which commands write. What is stored of people, and what files and other services say, may hold
 * characters that a terminal obeys: control sequences, signs that turn the direction of a line, line breaks that imitate
 * a command's own lines. They are shown, never sent.
 */

/** Controls, formats that nobody sees, other line ends, halves of characters; two joiners belong to scripts and emoji. */
const unsafe = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const unsafeInLayout = new RegExp(`(?!\\n)${unsafe.source}`, 'gu');

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return named[character] ?? (code > 0xff ? `\\u{${hex}}` : `\\x${hex.padStart(2, '0')}`);
}

/** A piece of data on one line: an escape character becomes `\x1b`, a line break `\n`. */
export const escaped = (text: string): string => text.replace(unsafe, visible);

/** The same data with each text in it escaped, names of fields too. */
export function escapedIn<T>(data: T): T;
export function escapedIn(data: unknown): unknown {
  if (typeof data === 'string') return escaped(data);
  if (Array.isArray(data)) return data.map((each: unknown) => escapedIn(each));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [escaped(name), escapedIn(value)]));
}

/** JSON of data, which a program reads back unchanged: what a terminal would obey is written as `\u….` */
export const printableJson = (data: unknown, indent?: number): string =>
  JSON.stringify(data, null, indent).replace(unsafeInLayout, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** Nothing but line breaks goes through as it is: data that nobody escaped before is escaped here. */
const safe = (text: string) => text.replace(unsafeInLayout, visible);

export const write = (text: string): void => void process.stdout.write(safe(text));

export const writeJson = (data: unknown, indent?: number): void =>
  void process.stdout.write(`${printableJson(data, indent)}\n`);

/** To stderr: what went wrong, and how it goes. */
export const complain = (text: string): void => void process.stderr.write(safe(text));

/** Lines in colours of our own; what they show of data is escaped before it is painted. */
export const writePainted = (text: string): void => void process.stdout.write(text);

/** A document for a file or another program, such as a page of HTML. */
export const writeDocument = (text: string): void => void process.stdout.write(text);
