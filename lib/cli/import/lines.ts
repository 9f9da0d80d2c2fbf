import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { RuleError } from '../../domain/rule-error.ts';
import { lineEnd, readRecord } from './csv.ts';
import { columnsOf, csvRow, jsonIn, jsonRow, type Row } from './row.ts';

/** A place between two lines: bytes before it, and the number of the line that follows, from 1. */
export interface Place {
  readonly offset: number;
  readonly line: number;
}

export interface Line {
  readonly number: number;
  /** The place after it. */
  readonly next: Place;
  /** `broken`: why it cannot be read. */
  readonly content: { readonly row: Row } | { readonly broken: string };
}

/** An export, opened: its form is known, and its header read. */
export interface Export {
  readonly columns: readonly string[] | null;
  /** Where the first person is. */
  readonly start: Place;
  /** The people, one after the other; only one buffer of the file is ever in memory. */
  lines(from: Place): AsyncGenerator<Line>;
}

type Read = (bytes: Buffer, from: number, isLast: boolean) => Found | null;
type Found = { readonly end: number } & ({ readonly value: unknown } | { readonly broken: string });

/** No person's line is longer; an unclosed quote must not read the whole file into memory. */
const longestLine = 4 * 1024 * 1024;
const bomLength = 3;

/**
 * Opens a CSV, or JSON with one object a line. A CSV begins with its header.
 *
 * @param delimiter between the fields of a CSV
 * @throws RuleError for a file that is packed, not UTF-8, or empty
 */
export async function openExport(file: string, delimiter: string): Promise<Export> {
  const head = await firstBytes(file);
  refuseForeign(head, file);
  const offset = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? bomLength : 0;
  if (/^\s*\{/.test(head.toString('utf8', offset, offset + 64))) {
    const people = (from: Place) => linesOf(file, from, jsonLine, (value) => ({ row: jsonRow(value as object) }));
    return { columns: null, start: { offset, line: 1 }, lines: people };
  }
  const code = delimiter.charCodeAt(0);
  const record: Read = (bytes, from, isLast) => {
    const found = readRecord(bytes, from, code, isLast);
    return found && 'fields' in found ? { value: found.fields, end: found.end } : found;
  };
  for await (const { found, next } of recordsOf(file, { offset, line: 1 }, record)) {
    if ('broken' in found) break;
    const header = found.value as readonly string[];
    const places = columnsOf(header);
    const rowOf = (value: unknown) => {
      const fields = value as readonly string[];
      return fields.length === header.length
        ? { row: csvRow(places, fields) }
        : { broken: `a line has ${header.length} fields, as many as the header` };
    };
    return { columns: header, start: next, lines: (from) => linesOf(file, from, record, rowOf) };
  }
  throw new RuleError({
    value: file,
    rule: 'an export is a CSV whose first line names its columns, or JSON with one object a line',
    remedy: 'export it again, with its header',
  });
}

async function* linesOf(
  file: string,
  from: Place,
  read: Read,
  contentOf: (value: unknown) => Line['content'],
): AsyncGenerator<Line> {
  for await (const { found, place, next } of recordsOf(file, from, read)) {
    if ('broken' in found) yield { number: place.line, next, content: { broken: found.broken } };
    else if (!isBlank(found.value)) yield { number: place.line, next, content: contentOf(found.value) };
  }
}

const isBlank = (value: unknown) =>
  value === undefined || (Array.isArray(value) && value.length === 1 && value[0] === '');

async function* recordsOf(file: string, from: Place, read: Read) {
  let place = from;
  let pending: Buffer = Buffer.alloc(0);
  function* cut(isLast: boolean) {
    let at = 0;
    while (at < pending.length) {
      const found = read(pending, at, isLast) ?? tooLong(pending, at);
      if (found === null) break;
      const next = {
        offset: place.offset + found.end - at,
        line: place.line + lineFeeds(pending, at, found.end),
      };
      yield { found: readable(found), place, next };
      place = next;
      at = found.end;
    }
    pending = pending.subarray(at);
  }
  for await (const chunk of createReadStream(file, { start: from.offset, highWaterMark: 256 * 1024 })) {
    pending = pending.length === 0 ? (chunk as Buffer) : Buffer.concat([pending, chunk as Buffer]);
    yield* cut(false);
  }
  yield* cut(true);
}

const tooLong = (bytes: Buffer, from: number): Found | null =>
  bytes.length - from <= longestLine
    ? null
    : { broken: 'a line has at most 4 MiB; a quote may be missing', end: lineEnd(bytes, from) };

/** What is not UTF-8 decodes to this character, which nobody's name has. */
const undecodable = '\uFFFD';

function readable(found: Found): Found {
  if (!('value' in found) || !Array.isArray(found.value)) return found;
  const isForeign = found.value.some((field: string) => field.includes(undecodable));
  return isForeign ? { broken: 'a line is UTF-8', end: found.end } : found;
}

function jsonLine(bytes: Buffer, from: number, isLast: boolean): Found | null {
  const end = lineEnd(bytes, from);
  if (end === bytes.length && bytes[end - 1] !== 0x0a && !isLast) return null;
  const text = bytes.toString('utf8', from, end).trim();
  if (text === '') return { value: undefined, end };
  if (text.includes(undecodable)) return { broken: 'a line is UTF-8', end };
  const value = jsonIn(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { value, end } : { broken: 'a line is one JSON object', end };
}

function lineFeeds(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a, from); at !== -1 && at < to; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function refuseForeign(head: Buffer, file: string): void {
  const magic = head.toString('hex', 0, 2);
  const packed = magic === '1f8b' || magic === '504b';
  if (!packed && magic !== 'fffe' && magic !== 'feff') return;
  throw new RuleError({
    value: file,
    rule: packed ? 'an export is read unpacked' : 'an export is UTF-8',
    remedy: packed ? 'unpack it first, with gunzip or unzip' : 'convert it first: iconv -f utf-16 -t utf-8',
  });
}
