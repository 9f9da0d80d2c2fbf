import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instantAt, localDate, minuteOfDay } from '../../lib/domain/local-time.ts';
import { RuleError } from '../../lib/domain/rule-error.ts';

const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const anyAt = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2060, 0) });
const zoned = (zone: string, at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

describe('instantAt', () => {
  it('is what Temporal says wherever the time exists, and the end of the gap where it does not', () => {
    fc.assert(
      fc.property(
        anyZone,
        anyAt,
        fc.integer({ min: 0, max: 30 }),
        fc.nat({ max: 23 }),
        fc.nat({ max: 59 }),
        (zone, base, days, hour, minute) => {
          const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
          const wanted = zoned(zone, base).toPlainDate().add({ days }).toPlainDateTime({ hour, minute });
          const earlier = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
          const exists = earlier.toPlainDateTime().equals(wanted);
          const gapEnd = exists ? earlier : earlier.getTimeZoneTransition('next');
          expect(instantAt(zone, base, days, time)).toBe(gapEnd?.epochMilliseconds);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('takes the first instant after a gap', () => {
    // New York springs from 02:00 to 03:00 on 14 March 2027.
    expect(instantAt('America/New_York', Date.UTC(2027, 2, 14, 5), 0, '02:30')).toBe(Date.UTC(2027, 2, 14, 7));
    // Samoa had no 30 December 2011.
    expect(instantAt('Pacific/Apia', Date.UTC(2011, 11, 29, 20), 1, '10:00')).toBe(Date.UTC(2011, 11, 30, 10));
  });

  it('takes the first of two', () => {
    // New York falls back from 02:00 to 01:00 on 7 November 2027.
    expect(instantAt('America/New_York', Date.UTC(2027, 10, 7, 5), 0, '01:30')).toBe(Date.UTC(2027, 10, 7, 5, 30));
    expect(instantAt('Australia/Lord_Howe', Date.UTC(2027, 3, 3, 12), 1, '01:45')).toBe(Date.UTC(2027, 3, 3, 14, 45));
  });

  it('counts days from the local day of the base', () => {
    const base = Date.UTC(2027, 0, 11, 20);
    expect(instantAt('Asia/Tokyo', base, 0, '09:00')).toBe(Date.UTC(2027, 0, 12, 0));
    expect(instantAt('America/Los_Angeles', base, 3, '09:00')).toBe(Date.UTC(2027, 0, 14, 17));
  });
});

it('localDate is the calendar day there', () => {
  expect(localDate('Asia/Tokyo', Date.UTC(2026, 11, 31, 15))).toEqual({ year: 2027, month: 1, day: 1 });
  fc.assert(
    fc.property(anyZone, anyAt, (zone, at) => {
      const { year, month, day } = zoned(zone, at);
      expect(localDate(zone, at)).toEqual({ year, month, day });
    }),
  );
});

it('minuteOfDay refuses what is no time', () => {
  expect(minuteOfDay('23:59')).toBe(1439);
  for (const time of ['24:00', '9:00', '09:60', 'noon', '']) expect(() => minuteOfDay(time)).toThrow(RuleError);
});
