import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecord } from '../../../lib/cli/import/csv.ts';

const comma = 0x2c;

/** Reads a text that arrives in pieces of so many bytes, as a file does. */
function read(text: string, piece = Number.POSITIVE_INFINITY): unknown[] {
  const all = Buffer.from(text);
  const records: unknown[] = [];
  let from = 0;
  for (let there = Math.min(piece, all.length); from < all.length; ) {
    const isLast = there === all.length;
    const record = readRecord(all.subarray(0, there), from, comma, isLast);
    if (record) {
      records.push('fields' in record ? record.fields : record.broken);
      from = record.end;
    } else if (isLast) throw new Error('the end was not found');
    else there = Math.min(there + piece, all.length);
  }
  return records;
}

const write = (records: readonly (readonly string[])[], end: string) =>
  records
    .map((fields) => fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)))
    .map((fields) => fields.join(',') + end)
    .join('');

describe('a CSV', () => {
  it('is read as RFC 4180 writes it', () => {
    expect(read('a,b\r\nc,d')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(read('"a ""quoted"" one","two\r\nlines","x, y"\n,\n')).toEqual([
      ['a "quoted" one', 'two\r\nlines', 'x, y'],
      ['', ''],
    ]);
    expect(read('5" screen,é\n')).toEqual([['5" screen', 'é']]);
  });

  it('loses one line, not those after it, to a quote too many or too few', () => {
    const few = 'a,"b\nc,d\ne,f\n';
    expect(read(few)).toEqual(['a quoted field is closed by a quote', ['c', 'd'], ['e', 'f']]);
    expect(read('"a"b,c\nd,e\n')).toEqual(['a quote inside a quoted field is doubled', ['d', 'e']]);
  });

  it('comes back as it was written, wherever its bytes are cut', () => {
    const field = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'ä') }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 7 }),
        (records, end, piece) => {
          expect(read(write(records, end), piece)).toEqual(records);
        },
      ),
    );
  });
});
