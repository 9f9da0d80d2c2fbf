import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LineEnd, readRecords } from '../../../lib/cli/import/csv.ts';

/** Reads a text that arrives in pieces of so many bytes, as a file does. */
async function read(text: string, piece = Number.POSITIVE_INFINITY, lineEnd: LineEnd = 'lf'): Promise<unknown[]> {
  const all = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < all.length; at += piece) yield all.subarray(at, Math.min(at + piece, all.length));
  }
  const records: unknown[] = [];
  const bytes: Buffer[] = [];
  for await (const record of readRecords(chunks(), { delimiter: ',', lineEnd })) {
    records.push('fields' in record ? record.fields : record.broken);
    bytes.push(record.bytes);
  }
  // Every byte belongs to one record: an import that goes on from the end of one misses none and repeats none.
  expect(Buffer.concat(bytes).toString()).toBe(text);
  return records;
}

const write = (records: readonly (readonly string[])[], end: string) =>
  records
    .map((fields) => fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)))
    .map((fields) => fields.join(',') + end)
    .join('');

describe('a CSV', () => {
  it('is read as RFC 4180 writes it', async () => {
    expect(await read('a,b\r\nc,d')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(await read('"a ""quoted"" one","two\r\nlines","x, y"\n,\n')).toEqual([
      ['a "quoted" one', 'two\r\nlines', 'x, y'],
      ['', ''],
    ]);
    expect(await read('5" screen,é\n')).toEqual([['5" screen', 'é']]);
    expect(await read('a,b\n5" screen,é\nc,d\n')).toEqual([
      ['a', 'b'],
      ['5" screen', 'é'],
      ['c', 'd'],
    ]);
    expect(await read('')).toEqual([]);
  });

  it('loses one line, not those after it, to a quote too many or too few', async () => {
    for (const piece of [1, 3, 1000]) {
      const few = 'a,"b\nc,d\ne,f\n';
      expect(await read(few, piece)).toEqual(['a quoted field is closed by a quote', ['c', 'd'], ['e', 'f']]);
      expect(await read('"a"b,c\nd,e\n', piece)).toEqual(['a quote inside a quoted field is doubled', ['d', 'e']]);
      expect(await read('a,b\n"c', piece)).toEqual([['a', 'b'], 'a quoted field is closed by a quote']);
      expect(await read('a,"b\nc,"d\ne,"f', piece)).toEqual([
        'a quote inside a quoted field is doubled',
        'a quote inside a quoted field is doubled',
        'a quoted field is closed by a quote',
      ]);
    }
  });

  it('comes back as it was written, wherever its bytes are cut', async () => {
    const field = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'ä') }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 7 }),
        async (records, end, piece) => {
          expect(await read(write(records, end), piece, end === '\r' ? 'cr' : 'lf')).toEqual(records);
        },
      ),
    );
  });

  it('reads a record no longer than somebody’s line, and goes on after the line where a quote was left open', async () => {
    const text = `a,"b\n${`c,${'d'.repeat(9_997)}\n`.repeat(450)}`;
    const chunks = async function* () {
      yield Buffer.from(text);
    };
    let [broken, taken] = [0, 0];
    for await (const record of readRecords(chunks(), { delimiter: ',', lineEnd: 'lf' })) {
      if ('broken' in record) broken++;
      else taken++;
      if (taken === 3) break;
    }
    expect([broken, taken]).toEqual([1, 3]);
  });
});
