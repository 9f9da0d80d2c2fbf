import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { sentence } from '../../lib/cli/approvals.ts';
import { linesOf as checkLines } from '../../lib/cli/check/lines.ts';
import { emptyTally, linesOf as tallyLines } from '../../lib/cli/import/tally.ts';
import { complain, escaped, escapedIn, printableJson, write } from '../../lib/cli/output.ts';
import { logLine, touchLine } from '../../lib/cli/sandbox/lines.ts';
import { Timeline } from '../../lib/cli/start/timeline.ts';
import type { Answer } from '../../lib/cli/why/answer.ts';
import { linesOf as whyLines } from '../../lib/cli/why/lines.ts';
import type { OutboxRow } from '../../lib/sandbox/index.ts';

/** Sets a terminal's title, paints, turns the direction of the line, and begins a line of its own. */
const hostile = '\u001b]0;PWNED\u0007\u001b[31mRED\u009b31m\u202egnp\u2066.exe\nSENT by ses\r\u2028\ud800';
/** Everything but line breaks that a terminal obeys or a reader does not see. */
const obeyed = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('what is shown of data', () => {
  it.each([
    ['\u001b[31m', '\\x1b[31m'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u009b0m', '\\x9b0m'],
    ['\u202eevil', '\\u{202e}evil'],
    ['\u061c\u200e\u2066', '\\u{61c}\\u{200e}\\u{2066}'],
    ['\u2028', '\\u{2028}'],
    ['Zoë Łukasz 王 👩‍👧 می‌خواهم', 'Zoë Łukasz 王 👩‍👧 می‌خواهم'],
  ])('%j as %s', (text, expected) => expect(escaped(text)).toBe(expected));

  it('holds no character that a terminal obeys, at any depth', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (data) => {
        expect(JSON.stringify(escapedIn(data))).not.toMatch(obeyed);
      }),
    );
  });

  it('comes back unchanged from JSON, which holds none either', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(undefined, 2), (data, indent) => {
        const text = printableJson(data, indent);
        expect(text).not.toMatch(obeyed);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(data)));
      }),
    );
  });
});

describe('what commands print of hostile data', () => {
  const row: OutboxRow = {
    at: '2027-01-11T09:00:00Z',
    userId: hostile,
    touchId: 't',
    journey: hostile,
    step: hostile,
    channel: 'email',
    provider: hostile,
    providerId: 'p',
    to: hostile,
    content: { subject: hostile },
    request: {},
  };
  const answer: Answer = {
    user: hostile,
    touches: [
      {
        at: '2027-01-11T09:00:00Z',
        journey: 'welcome',
        step: 'hello',
        run: 'r',
        channel: 'push',
        group: 'treatment',
        outcome: 'held',
        because: hostile,
        reason: hostile,
        provider: hostile,
        rules: [{ rule: 'cap', verdict: 'pass', words: hostile, values: { [hostile]: hostile } }],
        held: [{ at: '2027-01-11T09:00:00Z', until: '2027-01-11T09:00:00Z', reason: hostile, because: hostile }],
        feedback: {},
        message: { begins: hostile },
      },
    ],
    next: [],
    runs: [{ journey: hostile, entered: '2027-01-11T09:00:00Z', group: 'treatment' }],
    refused: [],
    refusedFields: [],
    consents: [{ channel: hostile, status: hostile }],
    suppressed: [],
  };
  const timeline = () => {
    const lines: string[] = [];
    const said = new Timeline((line) => lines.push(line), false);
    said.touch(row);
    said.event({
      version: '0',
      id: 'e',
      'detail-type': 'touch.failed',
      source: 'app',
      account: '0',
      time: '2027-01-11T09:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: { userId: hostile, reason: hostile },
    });
    return lines.join('');
  };
  const tally = { ...emptyTally(), refusedBecause: { [hostile]: 1 }, leftOut: { [hostile]: 1 } };

  it.each([
    ['why', whyLines(answer), 17],
    [
      'approvals',
      sentence({
        at: 0,
        journey: 'welcome',
        request: 'r',
        version: 'v'.repeat(12),
        approver: hostile,
        what: 'rejected',
        reason: hostile,
      }),
      1,
    ],
    ['check', checkLines({ fates: [], added: [hostile], inside: {} }), 4],
    ['import', tallyLines(tally, 1), 9],
    ['sandbox', touchLine(row), 0],
    ['sandbox --verbose', logLine({ at: hostile, function: 'touch', line: hostile }), 1],
    ['start', timeline(), 2],
  ])('%s: escaped, on lines of the command’s own', (_, text, lines) => {
    expect(text).not.toMatch(obeyed);
    expect(text).not.toMatch(/^\s*SENT by ses/m);
    expect(text.split('\n').length - 1).toBe(lines);
  });

  it('what nobody escaped before is escaped as it is written', () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    write(hostile);
    complain(hostile);
    const written = [...out.mock.calls, ...err.mock.calls].map(([text]) => String(text));
    vi.restoreAllMocks();
    expect(written).toHaveLength(2);
    for (const text of written) expect(text).not.toMatch(obeyed);
  });
});

it('is the one place from which commands write', () => {
  const folder = join(import.meta.dirname, '..', '..', 'lib', 'cli');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const others = files.filter(
    (path) =>
      path !== 'output.ts' && /process\.std(?:out|err)\s*\.\s*write/.test(readFileSync(join(folder, path), 'utf8')),
  );
  expect(others).toEqual([]);
});
