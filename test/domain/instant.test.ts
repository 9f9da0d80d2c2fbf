import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromIso, iso, wholeSecond } from '../../lib/domain/instant.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';

describe('fromIso', () => {
  it.each([
    ['2027-01-11T09:00:00Z', Date.UTC(2027, 0, 11, 9)],
    ['2027-01-11T09:00Z', Date.UTC(2027, 0, 11, 9)],
    ['2027-01-11T10:00:00+01:00', Date.UTC(2027, 0, 11, 9)],
    ['2027-01-11T03:30:00-0530', Date.UTC(2027, 0, 11, 9)],
    ['2027-01-11T09:00:00.25Z', Date.UTC(2027, 0, 11, 9, 0, 0, 250)],
    ['2027-01-11T09:00:00.0000001Z', Date.UTC(2027, 0, 11, 9, 0, 0, 1)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    ['0001-01-01T00:00:00Z', Date.parse('0001-01-01T00:00:00Z')],
  ])('reads %s', (text, at) => expect(fromIso(text)).toBe(at));

  it.each([
    '2027-01-11T09:00:00',
    '2027-01-11',
    '2027-02-29T00:00:00Z',
    '2027-13-01T00:00:00Z',
    '2027-00-01T00:00:00Z',
    '2027-01-00T00:00:00Z',
    '2027-01-11T24:00:00Z',
    '2027-01-11T09:60:00Z',
    '2027-01-11T09:00:60Z',
    '2027-01-11T09:00:00+25:00',
    '2027-01-11 09:00:00Z',
    '1799658000',
    '',
  ])('refuses %j', (text) => expect(() => fromIso(text)).toThrow(RuleError));

  it('reads what Date writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }), (date) => {
        expect(fromIso(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});

describe('iso', () => {
  it('rounds up to whole seconds', () => {
    expect(iso(Date.UTC(2027, 0, 11, 9))).toBe('2027-01-11T09:00:00Z');
    expect(iso(Date.UTC(2027, 0, 11, 9) + 1)).toBe('2027-01-11T09:00:01Z');
    expect(wholeSecond(-1)).toBe(-0);
  });

  it('refuses what has no four-digit year', () => {
    expect(() => iso(1e18)).toThrow(RuleError);
    expect(() => iso(Number.NaN)).toThrow(RuleError);
  });
});
