import { isUtf8 } from 'node:buffer';
import { RuleError } from '../../domain/rule-error.ts';
import { readRecords } from './csv.ts';
import { openText, type Text } from './encoding.ts';
import { type CsvStart, columnsInWords, csvStart, type Expected, requireColumns } from './header.ts';
import { type JsonReader, jsonElement, jsonLine, readObjects } from './json.ts';
import { columnsOf, csvRow, jsonRow, type Row } from './row.ts';

/** A place between two lines: bytes before it, as UTF-8 and after a byte order mark, and the number of the line that follows, from 1. */
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
  /** Of a CSV. */
  readonly columns: readonly string[] | null;
  /** How it is read, for people. */
  readonly form: string;
  /** What was found of it, for people. */
  readonly found: string;
  /** Where the first person is. */
  readonly start: Place;
  /** The people, one after the other; only one buffer of the file is ever in memory. */
  lines(from: Place): AsyncGenerator<Line>;
}

/** What an export is expected to be. */
export interface ExpectedExport extends Expected {
  readonly encoding?: string | undefined;
}

/**
 * Opens a CSV, JSON with one object a line, or a JSON array of objects. A CSV begins with its header.
 *
 * @throws RuleError for a file that is packed, empty, in an unknown encoding, or lacks a column
 */
export async function openExport(file: string, expected: ExpectedExport): Promise<Export> {
  const text = await openText(file, expected.encoding);
  const begin = text.head.toString('utf8', 0, 4096);
  if (/^\s*\{/.test(begin)) return jsonExport(text, jsonLine, 'JSON, one object a line');
  if (/^\s*\[\s*(?:[{\]]|$)/.test(begin)) return jsonExport(text, jsonElement, 'a JSON array');
  return csvExport(file, text, expected);
}

function jsonExport(text: Text, read: JsonReader, what: string): Export {
  const form = `${what}, ${text.encoding}`;
  async function* lines(from: Place): AsyncGenerator<Line> {
    let place = from;
    for await (const { found, bytes } of readObjects(text.from(from.offset), read)) {
      const next = after(place, bytes, '\n');
      const number = place.line + blankLines(bytes);
      place = next;
      if ('broken' in found || isForeign(bytes)) {
        yield { number, next, content: { broken: 'broken' in found ? found.broken : foreign(text) } };
      } else if (found.value !== undefined) yield { number, next, content: { row: jsonRow(found.value as object) } };
    }
  }
  return { columns: null, form, found: form, start: { offset: 0, line: 1 }, lines };
}

async function csvExport(file: string, text: Text, expected: Expected): Promise<Export> {
  const csv = csvStart(text.head, expected);
  const form = `CSV with ${signName(csv)} between fields, ${text.encoding}`;
  const first = { offset: csv.skipped, line: csv.skipped > 0 ? 2 : 1 };
  for await (const { content, next } of records(text, csv, first)) {
    if ('broken' in content) break;
    const header = content.fields;
    requireColumns(header, expected.needed, file);
    const places = columnsOf(header);
    const rowOf = (fields: readonly string[]): Line['content'] =>
      fields.length === header.length
        ? { row: csvRow(places, fields) }
        : { broken: `a line has ${header.length} fields, as many as the header` };
    return {
      columns: header,
      form,
      found: `${form}, whose first line names ${columnsInWords(header)}`,
      start: next,
      async *lines(from) {
        for await (const { content: each, ...line } of records(text, csv, from)) {
          yield { ...line, content: 'broken' in each ? each : rowOf(each.fields) };
        }
      },
    };
  }
  throw new RuleError({
    value: file,
    rule: `an export is a CSV whose first line names its columns, JSON with one object a line, or a JSON array; this one, read as ${form}, has no header`,
    remedy: 'export it again, with its header',
  });
}

interface Found extends Omit<Line, 'content'> {
  readonly content: { readonly fields: readonly string[] } | { readonly broken: string };
}

async function* records(text: Text, form: CsvStart, from: Place): AsyncGenerator<Found> {
  let place = from;
  for await (const record of readRecords(text.from(from.offset), form)) {
    const number = place.line;
    const next = after(place, record.bytes, form.lineEnd === 'cr' ? '\r' : '\n');
    place = next;
    if ('broken' in record) yield { number, next, content: record };
    else if (isForeign(record.bytes)) yield { number, next, content: { broken: foreign(text) } };
    else if (record.fields.length > 1 || record.fields[0]?.trim() !== '') yield { number, next, content: record };
  }
}

function after({ offset, line }: Place, bytes: Buffer, lineEnd: '\r' | '\n'): Place {
  let ends = 0;
  for (let at = bytes.indexOf(lineEnd); at !== -1; at = bytes.indexOf(lineEnd, at + 1)) ends++;
  return { offset: offset + bytes.length, line: line + ends };
}

/** Lines of an object's bytes before it begins. */
const blankLines = (bytes: Buffer) =>
  (/^[\s,[\]]*/.exec(bytes.toString('latin1', 0, 1024))?.[0].split('\n').length ?? 1) - 1;

/** What cannot be decoded becomes this character, which nobody's name has. */
const undecodable = Buffer.from('\uFFFD');
const isForeign = (bytes: Buffer) => bytes.includes(undecodable) || !isUtf8(bytes);
const foreign = ({ encoding }: Text) => `a line is ${encoding === 'utf-8' ? 'UTF-8' : encoding}`;

const signName = ({ delimiter }: CsvStart) => ({ ',': 'commas', '\t': 'tabs' })[delimiter] ?? JSON.stringify(delimiter);
