import { tooLong } from './csv.ts';
import { jsonIn } from './row.ts';

/** One object of an export in JSON, or why there is none; `end` is the byte after it. `undefined` stands for a blank. */
export type JsonFound = { readonly end: number } & ({ readonly value: unknown } | { readonly broken: string });

/** Finds what begins at a byte. @returns `null` when its end is not among these bytes */
export type JsonReader = (bytes: Buffer, from: number, isLast: boolean) => JsonFound | null;

const longest = 4 * 1024 * 1024;

/** Reads one after the other; only one buffer of the file is ever in memory. */
export async function* readObjects(chunks: AsyncIterable<Buffer>, read: JsonReader) {
  let pending: Buffer = Buffer.alloc(0);
  function* cut(isLast: boolean) {
    let at = 0;
    while (at < pending.length) {
      const found = read(pending, at, isLast) ?? tooLongAt(pending, at);
      if (found === null) break;
      yield { found, bytes: pending.subarray(at, found.end) };
      at = found.end;
    }
    pending = pending.subarray(at);
  }
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    yield* cut(false);
  }
  yield* cut(true);
}

const tooLongAt = (bytes: Buffer, from: number): JsonFound | null =>
  bytes.length - from <= longest ? null : { broken: tooLong, end: lineEnd(bytes, from) };

/** The byte after the line that begins here. */
function lineEnd(bytes: Buffer, from: number): number {
  const at = bytes.indexOf('\n', from);
  return at === -1 ? bytes.length : at + 1;
}

/** JSON lines: a line that cannot be read costs no other. */
export const jsonLine: JsonReader = (bytes, from, isLast) => {
  const end = lineEnd(bytes, from);
  if (end === bytes.length && bytes[end - 1] !== 0x0a && !isLast) return null;
  const text = bytes.toString('utf8', from, end).trim();
  return text === '' ? { value: undefined, end } : objectOf(text, end, 'a line is one JSON object');
};

const [brace, braceEnd, quote, backslash] = [0x7b, 0x7d, 0x22, 0x5c];

/** A JSON array of objects, laid out in whatever way. */
export const jsonElement: JsonReader = (bytes, from, isLast) => {
  let begin = from;
  while (begin < bytes.length && ' \t\r\n,[]'.includes(String.fromCharCode(bytes[begin] ?? 0))) begin++;
  if (begin === bytes.length) return { value: undefined, end: begin };
  const rule = 'an element of the array is one JSON object';
  if (bytes[begin] !== brace) {
    const end = lineEnd(bytes, begin);
    return end === bytes.length && !isLast ? null : { broken: rule, end };
  }
  let depth = 0;
  let isQuoted = false;
  for (let at = begin; at < bytes.length; at++) {
    const byte = bytes[at];
    if (isQuoted) {
      if (byte === backslash) at++;
      else if (byte === quote) isQuoted = false;
    } else if (byte === quote) isQuoted = true;
    else if (byte === brace) depth++;
    else if (byte === braceEnd && --depth === 0) return objectOf(bytes.toString('utf8', begin, at + 1), at + 1, rule);
  }
  return isLast ? { broken: 'the file ends in the middle of an object', end: bytes.length } : null;
};

function objectOf(text: string, end: number, rule: string): JsonFound {
  const value = jsonIn(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { value, end } : { broken: rule, end };
}
