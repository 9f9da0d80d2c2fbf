import { child } from './crowd/child.ts';
import type { Row } from './row.ts';

const many = 1_000_000;
const few = 1_000;

/** What came of an export of so many lines. */
interface Imported {
  readonly read: number;
  readonly refused: number;
  /** Of the import, publishing left out. */
  readonly seconds: number;
  /** MB held at most, garbage collected. */
  readonly most: number;
  /** Of csv-parse, for reading the same file. */
  readonly parsing: number;
}

async function imported(lines: number): Promise<Imported> {
  const process = child('../import/export-process.ts', [String(lines)]);
  try {
    const done = await process.ask<Imported>();
    if (done.read !== lines || done.refused !== lines / 100) {
      throw new Error(`an export of ${lines} lines was read as ${done.read}, ${done.refused} of them refused`);
    }
    return done;
  } finally {
    await process.end();
  }
}

/** A long export beside a short one, and beside a reader of CSV that does nothing with what it reads. */
export async function importRows(): Promise<Row[]> {
  const [short, long] = [await imported(few), await imported(many)];
  return [
    {
      what: 'an export of 1,000,000 lines, imported',
      ours: many / long.seconds,
      beside: many / long.parsing,
      unit: 'lines/s',
      besideWhat: 'csv-parse, which reads the same file and does nothing with it',
    },
    {
      what: 'an export of 1,000,000 lines, imported',
      ours: long.most,
      beside: short.most,
      unit: 'MB',
      besideWhat: 'an export of 1,000',
      target: { atMost: 1.2 },
    },
  ];
}
