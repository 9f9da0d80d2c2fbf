import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RuleError } from '../../lib/domain/rule-error.ts';
import { isZone, zoneOf } from '../../lib/domain/zone.ts';

/** Local time by Intl, read back as if it were UTC. */
function offsetByIntl(timeZone: string, at: number): number {
  const parts: Record<string, number> = {};
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

it('knows the offset of any zone at any time, and the interval in which it holds', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const seconds = fc.integer({ min: Date.UTC(1900, 0) / 1000, max: Date.UTC(2080, 0) / 1000 });
  fc.assert(
    fc.property(zones, seconds, (name, second) => {
      const at = second * 1000;
      const interval = zoneOf(name).intervalAt(at);
      expect(interval.offset).toBe(offsetByIntl(name, at));
      expect(at >= interval.from && at < interval.to).toBe(true);
      for (const edge of [interval.from, interval.to - 1000]) {
        if (Number.isFinite(edge)) expect(offsetByIntl(name, edge)).toBe(interval.offset);
      }
      if (Number.isFinite(interval.to)) expect(offsetByIntl(name, interval.to)).not.toBe(interval.offset);
      if (Number.isFinite(interval.from)) expect(zoneOf(name).intervalAt(interval.from)).toEqual(interval);
    }),
    { numRuns: 1500 },
  );
});

it('tells names from what is none', () => {
  expect(['Europe/Berlin', 'UTC', '+05:30', 'Asia/Calcutta'].map(isZone)).toEqual([true, true, true, true]);
  expect(['Europe/Bielefeld', '', 'CET+1', '+5'].map(isZone)).toEqual([false, false, false, false]);
  expect(() => zoneOf('Europe/Bielefeld')).toThrow(RuleError);
  expect(() => zoneOf('Europe/Bielefeld')).toThrow(/Europe\/Bielefeld/);
});
