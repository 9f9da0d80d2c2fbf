import { expect, it } from 'vitest';
import { readTime } from '../../../lib/cli/import/when.ts';

const at = (text: string, zone = 'UTC', dates?: 'mdy' | 'dmy') => {
  const time = readTime(text, { zone, ...(dates && { dates }) });
  return time === null ? null : new Date(time).toISOString();
};

it.each([
  ['2024-03-14 09:12:31', '2024-03-14T09:12:31.000Z'],
  ['2016-08-02 18:53:45 +00:00', '2016-08-02T18:53:45.000Z'],
  ['2024-03-14T09:12:31.250+01:00', '2024-03-14T08:12:31.250Z'],
  ['2024-03-14 09:12 UTC', '2024-03-14T09:12:00.000Z'],
  ['2024-03-14', '2024-03-14T00:00:00.000Z'],
  ['1710407551', '2024-03-14T09:12:31.000Z'],
  ['1710407551000', '2024-03-14T09:12:31.000Z'],
  ['2024-02-30', null],
  ['yesterday', null],
  ['3/4/2024', null],
])('reads %s', (text, expected) => expect(at(text)).toBe(expected));

it('reads a time without a zone in the zone it is told, over a change of clocks too', () => {
  expect(at('2024-07-01 12:00:00', 'Europe/Berlin')).toBe('2024-07-01T10:00:00.000Z');
  expect(at('2024-03-31 03:30:00', 'Europe/Berlin')).toBe('2024-03-31T01:30:00.000Z');
  expect(at('2024-07-01 12:00:00', '-06:00')).toBe('2024-07-01T18:00:00.000Z');
});

it('reads dates with strokes once it is told their order', () => {
  expect(at('3/14/2024 1:05 PM', 'UTC', 'mdy')).toBe('2024-03-14T13:05:00.000Z');
  expect(at('3/14/2024 12:05:09 AM', 'UTC', 'mdy')).toBe('2024-03-14T00:05:09.000Z');
  expect(at('14.3.2024', 'UTC', 'dmy')).toBe('2024-03-14T00:00:00.000Z');
  expect(at('14/3/2024', 'UTC', 'mdy')).toBe(null);
});
