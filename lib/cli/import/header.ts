import { parse } from 'csv-parse/sync';
import { RuleError } from '../../domain/rule-error.ts';
import type { CsvForm, LineEnd } from './csv.ts';
import { plain } from './row.ts';

/** What is expected of a CSV's header. */
export interface Expected {
  /** The delimiter, where somebody said it. */
  readonly delimiter?: string | undefined;
  /** Every column that could be there. */
  readonly known: readonly string[];
  /** Of each of these lists, one column at least is there. */
  readonly needed: readonly (readonly string[])[];
}

/** Where people begin in a CSV, and how it is written. */
export interface CsvStart extends CsvForm {
  /** Bytes before the header: a line `sep=;`, as Excel writes it. */
  readonly skipped: number;
}

const delimiters = [',', ';', '\t', '|'] as const;

/**
 * Tells how a CSV is written from its beginning. The delimiter is the one by which the header has the most columns that are
 * known; else the most columns.
 *
 * @param head UTF-8
 */
export function csvStart(head: Buffer, { delimiter, known }: Expected): CsvStart {
  const [line = '', stated] = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i.exec(head.toString('utf8')) ?? [];
  const skipped = Buffer.byteLength(line, 'utf8');
  const start = head.subarray(skipped);
  const lineEnd = lineEndOf(start);
  const names = new Set(known.map(plain));
  const score = (each: string) => {
    const header = headerBy(start, each, lineEnd);
    return header.filter((name) => names.has(plain(name))).length * 10_000 + header.length;
  };
  const guessed = delimiters.reduce<string>((best, each) => (score(each) > score(best) ? each : best), ',');
  return { skipped, lineEnd, delimiter: delimiter ?? stated ?? guessed };
}

/** The first line end outside of quotes. */
function lineEndOf(start: Buffer): LineEnd {
  const [quote, feed, carriage] = [0x22, 0x0a, 0x0d];
  let isQuoted = false;
  for (const [at, byte] of start.entries()) {
    if (byte === quote) isQuoted = !isQuoted;
    else if (byte === feed && !isQuoted) return 'lf';
    else if (byte === carriage && !isQuoted) return start[at + 1] === feed ? 'lf' : 'cr';
  }
  return 'lf';
}

function headerBy(start: Buffer, delimiter: string, lineEnd: LineEnd): readonly string[] {
  const form = { delimiter, record_delimiter: lineEnd === 'cr' ? ['\r'] : ['\r\n', '\n'] };
  try {
    const [header = []] = parse(start, { ...form, to: 1, relax_quotes: true, skip_empty_lines: true });
    return header as unknown as string[];
  } catch {
    // By this delimiter its quotes are wrong, so it is another.
    return [];
  }
}

/** @throws RuleError naming what was found and each column that is missing */
export function requireColumns(header: readonly string[], needed: Expected['needed'], file: string): void {
  const found = new Set(header.map(plain));
  const missing = needed.filter((names) => !names.some((name) => found.has(plain(name))));
  if (missing.length === 0) return;
  const inWords = [...new Set(missing.map((names) => names.map((name) => JSON.stringify(name)).join(' or ')))].join(
    ' and no ',
  );
  throw new RuleError({
    value: file,
    rule: `the first line of a CSV names its columns, and this one, read as ${columnsInWords(header)}, has no ${inWords}`,
    remedy: 'name columns that are there with --user-id and --map, or the sign between fields with --delimiter',
  });
}

/** The columns of a header, as many as somebody reads. */
export function columnsInWords(header: readonly string[]): string {
  const [most, longest] = [30, 60];
  const names = header.slice(0, most).map((name) => JSON.stringify(name.slice(0, longest)));
  const more = header.length > most ? `, and ${header.length - most} more` : '';
  return `${header.length === 1 ? 'the one column' : `the ${header.length} columns`} ${names.join(', ')}${more}`;
}
