/** One record of a CSV, or why there is none; `end` is the byte after it. */
export type CsvRecord =
  | { readonly fields: readonly string[]; readonly end: number }
  | { readonly broken: string; readonly end: number };

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Reads one record as RFC 4180 writes it: fields between delimiters; a field in quotes may hold delimiters, line breaks
 * and doubled quotes; a record ends with CRLF or LF. A record with its quotes wrong is broken for its first line alone:
 * what follows that line is read anew, so that one stray quote does not swallow the people after it.
 *
 * @param bytes UTF-8, cut anywhere
 * @param from where the record begins
 * @param delimiter its byte, such as that of a comma
 * @param isLast whether nothing follows these bytes
 * @returns `null` when the record's end is not among these bytes
 */
export function readRecord(bytes: Buffer, from: number, delimiter: number, isLast: boolean): CsvRecord | null {
  const fields: string[] = [];
  for (let at = from; ; at++) {
    const field = bytes[at] === quote ? quoted(bytes, at, isLast) : bare(bytes, at, delimiter, isLast);
    if (field === null) return null;
    if ('broken' in field) return { ...field, end: lineEnd(bytes, from) };
    fields.push(field.text);
    at = field.end;
    if (bytes[at] === carriageReturn && at + 1 === bytes.length && !isLast) return null;
    if (bytes[at] === carriageReturn && (at + 1 === bytes.length || bytes[at + 1] === lineFeed)) at++;
    if (at >= bytes.length || bytes[at] === lineFeed) return { fields, end: Math.min(at + 1, bytes.length) };
    if (bytes[at] !== delimiter) {
      return { broken: 'a quote inside a quoted field is doubled', end: lineEnd(bytes, from) };
    }
  }
}

/** The byte after the line that begins here. */
export function lineEnd(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(lineFeed, from);
  return at === -1 ? bytes.length : at + 1;
}

type Field = { readonly text: string; readonly end: number } | { readonly broken: string } | null;

function quoted(bytes: Buffer, from: number, isLast: boolean): Field {
  let isDoubled = false;
  for (let at = from + 1; ; at += 2) {
    at = bytes.indexOf(quote, at);
    if (at === -1) return isLast ? { broken: 'a quoted field is closed by a quote' } : null;
    // What comes next says whether this quote closes the field.
    if (at + 1 === bytes.length && !isLast) return null;
    if (bytes[at + 1] !== quote) {
      const text = bytes.toString('utf8', from + 1, at);
      return { text: isDoubled ? text.replaceAll('""', '"') : text, end: at + 1 };
    }
    isDoubled = true;
  }
}

function bare(bytes: Buffer, from: number, delimiter: number, isLast: boolean): Field {
  let end = from;
  while (end < bytes.length && bytes[end] !== delimiter && bytes[end] !== lineFeed) end++;
  if (end === bytes.length && !isLast) return null;
  const isLineEnd = end === bytes.length || bytes[end] === lineFeed;
  const stop = isLineEnd && end > from && bytes[end - 1] === carriageReturn ? end - 1 : end;
  return { text: bytes.toString('utf8', from, stop), end: stop };
}
