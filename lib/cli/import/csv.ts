import { CsvError, type Parser, parse } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';

/** How a CSV is written. */
export interface CsvForm {
  /** One character between fields. */
  readonly delimiter: string;
  readonly lineEnd: LineEnd;
}

/** `lf` stands for CRLF too; `cr` alone is what old Macs write. */
export type LineEnd = 'lf' | 'cr';

/** One record of a CSV, or why there is none; `bytes` are all of it, its line end too. */
export type CsvRecord = { readonly bytes: Buffer } & (
  | { readonly fields: readonly string[] }
  | { readonly broken: string }
);

/** No person's line is longer; an unclosed quote must not read the whole file into memory. */
const longestRecord = 4 * 1024 * 1024;
export const tooLong = 'a line has at most 4 MiB; a quote may be missing';

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted field is closed by a quote',
  CSV_INVALID_CLOSING_QUOTE: 'a quote inside a quoted field is doubled',
  CSV_MAX_RECORD_SIZE: tooLong,
};

const options = ({ delimiter, lineEnd }: CsvForm) => ({
  delimiter,
  record_delimiter: lineEnd === 'cr' ? ['\r'] : ['\r\n', '\n'],
  relax_column_count: true,
});

/**
 * Reads the records of a CSV one after the other. A record with its quotes wrong is broken for its first line alone: what
 * follows that line is read anew, so that one stray quote does not swallow the people after it.
 *
 * @param chunks UTF-8, cut anywhere
 */
export async function* readRecords(chunks: AsyncIterable<Buffer>, form: CsvForm): AsyncGenerator<CsvRecord> {
  const source = chunks[Symbol.asyncIterator]();
  let isLast = false;
  /** Everything from where the next record begins. */
  let pending: Buffer = Buffer.alloc(0);
  /** The end of it, which the parser has not seen. */
  let unread: Buffer = pending;
  let parsing = new Parsing(form);
  const more = async () => {
    const next = await source.next();
    isLast = next.done === true;
    if (next.done) return;
    pending = pending.length === 0 ? next.value : Buffer.concat([pending, next.value]);
    unread = next.value;
  };
  const cut = (length: number) => {
    const bytes = pending.subarray(0, length);
    pending = pending.subarray(length);
    return bytes;
  };
  for (;;) {
    if (unread.length === 0 && !isLast) await more();
    const error = await parsing.read(unread, isLast);
    unread = Buffer.alloc(0);
    for (const { fields, length } of parsing.taken()) yield { fields, bytes: cut(length) };
    if (error === null && isLast) return;
    if (error === null) continue;
    while (lineEndIn(pending, form.lineEnd) === -1 && !isLast) await more();
    const end = lineEndIn(pending, form.lineEnd);
    const bytes = cut(end === -1 ? pending.length : end);
    yield { ...firstLine(bytes, error, form), bytes };
    if (pending.length === 0 && isLast) return;
    parsing = new Parsing(form);
    unread = pending;
  }
}

/** The byte after the first line; -1 when its end is not among these bytes. */
function lineEndIn(bytes: Buffer, lineEnd: LineEnd): number {
  const at = bytes.indexOf(lineEnd === 'cr' ? '\r' : '\n');
  return at === -1 ? -1 : at + 1;
}

/** A quote inside a field that has none around it, as in `5" screen`, is taken as it stands. */
function firstLine(bytes: Buffer, { code }: CsvError, form: CsvForm) {
  const broken = { broken: reasons[code] ?? 'a field with a quote in it is in quotes, and the quote doubled' };
  if (code in reasons) return broken;
  try {
    const [fields, ...others] = parseText(bytes, { ...options(form), relax_quotes: true }) as string[][];
    return fields && others.length === 0 ? { fields } : broken;
  } catch (error) {
    if (error instanceof CsvError) return broken;
    throw error;
  }
}

interface Taken {
  readonly fields: readonly string[];
  /** Its bytes. */
  readonly length: number;
}

/** A parser up to its first error, after which it is of no more use. */
class Parsing {
  readonly #parser: Parser;
  #taken: Taken[] = [];
  #done = 0;

  constructor(form: CsvForm) {
    this.#parser = parse({
      ...options(form),
      max_record_size: longestRecord,
      // Nothing is handed on through the stream: what came before an error would be lost with it.
      on_record: (fields: string[], { bytes }) => {
        this.#taken.push({ fields, length: bytes - this.#done });
        this.#done = bytes;
        return null;
      },
    });
    // Each error also comes back from the call that met it.
    this.#parser.on('error', () => {}).resume();
  }

  /** @returns why a record cannot be read, or `null` */
  async read(bytes: Buffer, isLast: boolean): Promise<CsvError | null> {
    try {
      if (bytes.length > 0) await this.#call((done) => this.#parser.write(bytes, done));
      if (isLast) await this.#call((done) => this.#parser.end(done));
      return null;
    } catch (error) {
      if (error instanceof CsvError) return error;
      throw error;
    }
  }

  /** The records since this was asked last. */
  taken(): readonly Taken[] {
    const taken = this.#taken;
    this.#taken = [];
    return taken;
  }

  #call(act: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      act((error) => (error ? reject(error) : resolve()));
    });
  }
}
