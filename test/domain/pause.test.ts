import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askAgainAt, pauseOf } from '../../lib/domain/pause.ts';

const minute = 60_000;
const day = 1440 * minute;

describe('waiting for the end of a pause', () => {
  it('wakes a thousand people a few dozen times each in a day, whenever they came', () => {
    const wakes = Array.from({ length: 1000 }, (_, n) => {
      let count = 0;
      for (let now = (n * day) / 1000; now < day; now = askAgainAt({ since: 0 }, now)) count += 1;
      return count;
    });
    expect(Math.max(...wakes)).toBeLessThanOrEqual(16);
  });

  it('never waits more than half as long again as the pause has lasted, nor less than five minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: day, max: 90 * day }),
        fc.integer({ min: 1 - day, max: 90 * day }),
        (since, age) => {
          const now = since + age;
          const until = askAgainAt({ since }, now);
          expect(until % 1000).toBe(0);
          expect(until).toBeGreaterThanOrEqual(now + 5 * minute);
          expect(until).toBeLessThan(now + Math.max(5 * minute, age / 2) + 1000);
        },
      ),
    );
  });

  it('is for the pause that began first', () => {
    const pauses = {
      all: { since: 3 },
      channels: { push: { since: 2, by: 'grace' } },
      journeys: { welcome: { since: 4 } },
    };
    expect(pauseOf(pauses, 'welcome', 'push')).toEqual({ since: 2, by: 'grace', of: 'push' });
    expect(pauseOf(pauses, 'toString', 'email')).toEqual({ since: 3, of: 'all' });
    expect(pauseOf({ channels: {}, journeys: {} }, 'toString', 'email')).toBeNull();
  });
});
