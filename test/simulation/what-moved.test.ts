import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findings, tableOf } from './what-moved.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'what-moved-people.md'), 'utf8');

it('finds what each channel truly adds, where last-click does not, in 300 worlds that are known', () => {
  const found = findings();
  for (const { channel, covered } of found) expect(covered, channel).toBeGreaterThanOrEqual(0.93);
  const text = found.find(({ channel }) => channel === 'sms');
  // It adds nothing, and last-click takes it for the channel that brings most.
  expect(Math.abs(text?.measured ?? 1)).toBeLessThan(5);
  expect(text?.credited.last).toBe(Math.max(...found.map(({ credited }) => credited.last ?? 0)));
  expect(text?.lastInside).toBeLessThan(0.1);
  // The page shows what comes out today.
  expect(page).toContain(tableOf(found));
}, 300_000);
