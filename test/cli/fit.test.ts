import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dayMs } from '../../lib/domain/duration.ts';
import { cdnow } from '../domain/alive/cdnow.ts';
import { polyphony } from './polyphony.ts';

const folder = mkdtempSync(join(tmpdir(), 'orders-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const end = Date.parse('1997-09-30T00:00:00Z');
const dateOf = (day: number) => new Date(end + day * dayMs).toISOString().slice(0, 10);

/** Orders that add up to CDNOW's summary: the first day, the last, and any between. */
function orders(): string {
  let customer = 0;
  const rows = cdnow.flatMap(({ x, tx, T, customers }) =>
    Array.from({ length: customers }, () => {
      customer += 1;
      const days = x === 0 ? [0] : [0, ...Array.from({ length: x - 1 }, (_, index) => index + 1), tx];
      return days.map((day) => `9.99,${dateOf(day - T)},c${customer}`);
    }).flat(),
  );
  // Twice on a day is once, and what came after the end is not looked at.
  return ['Amount,Date,Customer', rows[0], ...rows.reverse(), '5,1998-01-01,c1', ''].join('\n');
}

describe('polyphony fit', () => {
  const cd = file('cdnow.csv', orders());

  it('finds the published parameters, and says what to write in the program', async () => {
    const { code, stdout } = await polyphony(['fit', cd, '--until', '1997-09-30']);
    expect(code).toBe(0);
    expect(stdout).toContain('of 2357 customers up to 1997-09-30, in weeks');
    expect(stdout).toMatch(/alive: \{ r: 0\.52\d+, alpha: 6\.18\d*, a: 0\.89\d+, b: 1\.61\d*, unit: 'week' \},/);
  });

  it('fits the other model, for a program to read', async () => {
    const { stdout } = await polyphony(['fit', cd, '--until', '1997-09-30', '--model', 'bg-nbd', '--json']);
    const { params, logLikelihood } = JSON.parse(stdout);
    expect(params.r).toBeCloseTo(0.2426, 3);
    expect(logLikelihood).toBeCloseTo(-9582.4, 1);
  });

  it('names the line that it cannot read, and the column that is missing', async () => {
    const wrong = await polyphony(['fit', file('wrong.csv', 'customer,date\na,2027-01-11\nb,11.1.2027\n')]);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('line 3: date is "11.1.2027"')]);
    const headless = await polyphony(['fit', file('headless.csv', 'buyer,date\n')]);
    expect([headless.code, headless.stderr]).toEqual([1, expect.stringContaining('it has no customer')]);
    expect((await polyphony(['fit'])).code).toBe(2);
  });
});
