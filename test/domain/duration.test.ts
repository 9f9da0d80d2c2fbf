import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDuration, journeyDuration, toIsoDuration } from '../../lib/domain/duration.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';

const hour = 3_600_000;

describe('journeyDuration', () => {
  it.each([
    ['30m', hour / 2],
    ['48h', 48 * hour],
    ['7d', 7 * 24 * hour],
    ['2w', 14 * 24 * hour],
    ['0m', 0],
  ])('reads %s', (text, ms) => expect(journeyDuration(text)).toBe(ms));

  it.each(['48', 'h', '1.5h', '-1h', '48H', '1h30m', '', '99999999999w'])('refuses %j', (text) =>
    expect(() => journeyDuration(text)).toThrow(RuleError),
  );
});

describe('isoDuration', () => {
  it.each([
    ['P7D', 7 * 24 * hour],
    ['PT48H', 48 * hour],
    ['P1DT2H', 26 * hour],
    ['P2W', 14 * 24 * hour],
    ['PT1M', 60_000],
    ['PT1H1M1S', 3_661_000],
    ['PT0S', 0],
  ])('reads %s', (text, ms) => expect(isoDuration(text)).toBe(ms));

  it.each([
    ['P1M', /years or months.*P30D/],
    ['P1Y', /years or months/],
    ['P1Y2M3DT4H', /years or months/],
    ['PT0.5S', /whole.*smaller unit/],
    ['P1,5D', /whole/],
    ['P', /P7D/],
    ['PT', /P7D/],
    ['P1DT', /P7D/],
    ['-P1D', /P7D/],
    ['p1d', /P7D/],
    ['P1H', /P7D/],
    ['7d', /P7D/],
    ['P9999999999D', /thousand years/],
  ])('refuses %s', (text, words) => {
    expect(() => isoDuration(text)).toThrow(RuleError);
    expect(() => isoDuration(text)).toThrow(words);
  });
});

describe('toIsoDuration', () => {
  it.each([
    [48 * hour, 'PT48H'],
    [90 * 60_000, 'PT1H30M'],
    [1, 'PT1S'],
    [0, 'PT0S'],
  ])('writes %d as %s', (ms, text) => expect(toIsoDuration(ms)).toBe(text));

  it('is read back', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e9 }), (seconds) => {
        expect(isoDuration(toIsoDuration(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});
