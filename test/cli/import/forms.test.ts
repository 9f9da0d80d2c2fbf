import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportEvent } from '../../../lib/cli/import/events.ts';
import { importFile } from '../../../lib/cli/import/import-file.ts';
import { readOptions } from '../../../lib/cli/import/options.ts';
import { folder, imported } from './asked.ts';

const people = [
  ['Email Address', 'Customer No', 'First Name', 'UNSUB_TIME'],
  ['ada@example.com', 'C1', 'Zoë, "the" Ü', '2025-02-03 04:05:06'],
  ['bob@example.com', 'C2', 'two\nlines', '2025-02-04 04:05:06'],
];
/** The same people, laid out as somebody's program does. */
const csv = (delimiter = ',', end = '\n', records = people) =>
  records
    .map((fields) => fields.map((field) => (/[",;\t|\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)))
    .map((fields) => fields.join(delimiter) + end)
    .join('');
const latin1 = people.map((fields) => fields.map((field) => field.replace('\n', ' ')));
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
const objects = people
  .slice(1)
  .map((fields) => Object.fromEntries(fields.map((field, at) => [people[0]?.[at], field])));

const options = ['--from=mailchimp', '--user-id=Customer No', '--status=unsubscribed'];

describe('an export is read, whatever wrote it', () => {
  it.each<[string, Buffer, string]>([
    ['line feeds', Buffer.from(csv()), 'commas between fields, utf-8'],
    ['carriage returns and line feeds', Buffer.from(csv(',', '\r\n')), 'commas'],
    ['carriage returns alone', Buffer.from(csv(',', '\r')), 'commas'],
    ['no end of the last line', Buffer.from(csv().trimEnd()), 'commas'],
    ['blank lines before the header', Buffer.from(`\n\r\n${csv()}`), 'commas'],
    ['semicolons', Buffer.from(csv(';')), '";"'],
    ['tabs', Buffer.from(csv('\t')), 'tabs'],
    ['bars', Buffer.from(csv('|')), '"|"'],
    ['sep=;', Buffer.from(`sep=;\r\n${csv(';', '\r\n')}`), '";"'],
    ['sep= after a mark', Buffer.from(`\uFEFFsep=\t\n${csv('\t')}`), 'tabs'],
    ['a byte order mark', Buffer.from(`\uFEFF${csv()}`), 'utf-8'],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${csv('\t')}`, 'utf16le'), 'tabs between fields, utf-16le'],
    ['UTF-16 without one', Buffer.from(csv(';'), 'utf16le'), '";" between fields, utf-16le'],
    ['UTF-16 the other way round', swapped(`\uFEFF${csv()}`), 'utf-16be'],
    ['UTF-16 the other way round without a mark', swapped(csv()), 'utf-16be'],
    ['Latin-1', Buffer.from(csv(';', '\r\n', latin1), 'latin1'), 'windows-1252'],
    ['JSON lines', Buffer.from(objects.map((each) => `${JSON.stringify(each)}\n`).join('')), 'JSON, one object a line'],
    ['a JSON array', Buffer.from(JSON.stringify(objects)), 'a JSON array'],
    ['a JSON array laid out', Buffer.from(`\uFEFF  ${JSON.stringify(objects, null, 2)}\r\n`), 'a JSON array'],
  ])('%s', async (_, bytes, form) => {
    const read = await imported('export.csv', bytes, ...options);
    expect(read.result).toEqual([]);
    expect(read.told.filter(({ status }) => status === 'withdrawn')).toMatchObject([
      { userId: 'C1', occurredAt: '2025-02-03T04:05:06Z' },
      { userId: 'C2', occurredAt: '2025-02-04T04:05:06Z' },
    ]);
    expect(read.told.map(({ traits }) => (traits as { firstName: string } | undefined)?.firstName)).toEqual([
      'Zoë, "the" Ü',
      undefined,
      expect.stringMatching(/^two\slines$/),
      undefined,
    ]);
    expect(read.form).toContain(form);
  });

  it('the delimiter that somebody says, before the one that it looks like', async () => {
    const text = 'Email Address:Customer No\nada@example.com:C1\n';
    const { told } = await imported('export.csv', Buffer.from(text), ...options, '--delimiter=:');
    expect(told[0]).toMatchObject({ userId: 'C1', email: 'ada@example.com' });
  });

  it('names each line by its number in the file', async () => {
    const text = 'sep=;\nEmail Address;Customer No\n"a\n@example.com";C1\nada@example.com;;x\nb@example.com;\n';
    const { result } = await imported('export.csv', Buffer.from(text), ...options);
    expect(result.map(({ line }) => line)).toEqual([3, 5, 6]);
    const array = `[\n{"Email Address": "a@example.com"},\n\n  {"Email Address": "b@example.com"}]`;
    expect((await imported('e.json', Buffer.from(array), ...options)).result.map(({ line }) => line)).toEqual([2, 4]);
  });
});

describe('a file that is no export, or lacks what is needed, is refused and named', () => {
  it.each<[string, Buffer, string, RegExp]>([
    ['nothing', Buffer.from(''), '', /has no header/],
    ['a header alone', Buffer.from('Email Address,Customer No\n'), '', /at least one.*"Email Address", "Customer No"/],
    ['an empty array', Buffer.from('[]'), '', /at least one.*a JSON array/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), '', /gzip/],
    ['a workbook', Buffer.from('PK\u0003\u0004xl/workbook.xml'), '', /Excel workbook/],
    ['a page', Buffer.from('<!doctype html><p>Sign in'), '', /HTML/],
    ['UTF-32', Buffer.from([0x61, 0, 0, 0, 0x62, 0, 0, 0]), '', /UTF-32/],
    [
      'Mac Roman',
      Buffer.from('Email Address,Customer No\ra@example.com,C\x8e\r', 'latin1'),
      '',
      /--encoding macintosh/,
    ],
    ['another export', Buffer.from('mail;id\na@example.com;C1\n'), '', /2 columns "mail", "id".*no "Customer No"/],
    ['a column that was named', Buffer.from(csv()), '--map=traits.plan=Plan', /no "Plan"/],
    [
      'another delimiter',
      Buffer.from('Email Address:Customer No\na:b\n'),
      '',
      /the one column "Email Address:Customer No"/,
    ],
  ])('%s', async (_, bytes, more, says) => {
    await expect(imported('export.csv', bytes, ...options, ...(more ? [more] : []))).rejects.toThrow(says);
  });

  it('an encoding that somebody says is not told from the bytes', async () => {
    const mac = Buffer.from('Email Address,Customer No,FNAME\ra@example.com,C1,Zo\x91\r', 'latin1');
    const { told } = await imported('export.csv', mac, ...options, '--encoding=macintosh');
    expect(told[0]).toMatchObject({ traits: { firstName: 'Zoë' } });
  });

  it('a line that is not UTF-8 in a file that is', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Email Address,Customer No,FNAME\na@example.com,C1,Zoë\nb@example.com,C2,Łukasz\nc@example.com,C3,'),
      Buffer.from([0xff, 0x0a]),
    ]);
    const { result, told } = await imported('export.csv', bytes, ...options);
    expect(result).toEqual([{ line: 4, refused: ['a line is UTF-8'] }]);
    expect(told).toHaveLength(4);
  });
});

describe('an interrupted import goes on where it stopped', () => {
  it.each<[string, (text: string) => Buffer]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', (text) => Buffer.from(text, 'utf16le')],
    ['Windows-1252', (text) => Buffer.from(text.replaceAll('Ł', 'Ü'), 'latin1')],
  ])('in %s', async (_, bytes) => {
    const lines = Array.from(
      { length: 25 },
      (__, n) => `p${n}@example.com,C${n},${n % 7 === 3 ? '"two\nÜ lines"' : 'Łüx'}`,
    );
    const file = join(folder(), 'export.csv');
    writeFileSync(file, bytes(`Email Address,Customer No,FNAME\n${lines.join('\n')}\n`));
    const events: ImportEvent[] = [];
    const act = async (...more: string[]) => {
      const asked = readOptions([file, ...options, '--exported-at=2026-01-01T00:00:00Z', ...more], {});
      if (asked === 'help' || 'wrong' in asked) throw new Error('not read');
      let stretches = 0;
      const publish = async (published: readonly ImportEvent[]) => void events.push(...published);
      const course = { publish, advanced: () => stretches++, isStopped: () => stretches === 2 };
      return importFile(asked, course, 4);
    };
    for (let done = await act(); typeof done === 'object' && !done.isComplete; ) done = await act('--resume');
    const users = events.filter(({ type }) => type === 'profile.updated').map(({ detail }) => detail.userId);
    expect(users).toEqual(lines.map((__, n) => `C${n}`));
    expect(existsSync(`${file}.import.jsonl.state.json`)).toBe(false);
    expect(readFileSync(`${file}.import.jsonl`, 'utf8')).toBe('');
  });
});

describe('a hostile file costs no more than another', () => {
  it.each<[string, string]>([
    ['quotes alone', '"'.repeat(60_001)],
    ['an id that is nearly an address', `Email Address,Customer No\na@example.com,x@${'a.'.repeat(200_000)}@\n`],
    ['a number that is none', `Email Address,Customer No,Phone\na@example.com,C1,${'0'.repeat(200_000)}\n`],
    ['a time that is none', `Email Address,Customer No,UNSUB_TIME\na@example.com,C1,${'1'.repeat(200_000)}\n`],
    ['a header of delimiters', `${',;|\t'.repeat(10_000)}\n`],
  ])(
    '%s',
    async (_, text) => {
      await imported('export.csv', Buffer.from(text), ...options).catch((error: unknown) => error);
    },
    5_000,
  );
});
