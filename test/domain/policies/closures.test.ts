import { describe, expect, it } from 'vitest';
import { type closures, easter, isClosed } from '../../../lib/domain/policies/closures.ts';

const dayOf = (date: string) => Date.parse(date) / 86_400_000;
const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

describe('easter', () => {
  // Dates of the Gregorian computus as published by the US Census Bureau and the Astronomical Society of South Australia.
  it.each([
    '1961-04-02',
    '2000-04-23',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2038-04-25',
    '2285-03-22',
  ])('is on %s', (date) => {
    expect(dateOf(easter(Number(date.slice(0, 4))))).toBe(date);
  });
});

describe('closures', () => {
  const closedIn = (closure: (typeof closures)[number], year: number) =>
    Array.from({ length: 366 }, (_, n) => dayOf(`${year}-01-01`) + n)
      .filter((day) => isClosed(closure, day))
      .map(dateOf)
      .filter((date) => date.startsWith(String(year)));

  it('are the eleven of France in 2027', () => {
    expect(closedIn('french-public-holidays', 2027)).toEqual(
      '2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-08 2027-05-17 2027-07-14 2027-08-15 2027-11-01 2027-11-11 2027-12-25'.split(
        ' ',
      ),
    );
  });

  it('are the thirteen of Pennsylvania in 2027', () => {
    expect(closedIn('pennsylvania-legal-holidays', 2027)).toEqual(
      '2027-01-01 2027-01-18 2027-02-15 2027-03-26 2027-05-31 2027-06-14 2027-07-04 2027-09-06 2027-10-11 2027-11-02 2027-11-11 2027-11-25 2027-12-25'.split(
        ' ',
      ),
    );
  });
});
