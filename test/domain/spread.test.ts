import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spread } from '../../lib/domain/spread.ts';

it('adds whole seconds within the span, the same ones for the same person', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat({ max: 3_600_000 }), (unit, at, over) => {
      const later = spread(unit, at, over);
      expect((later - at) % 1000).toBe(0);
      expect(later).toBeGreaterThanOrEqual(at);
      expect(later - at).toBeLessThan(Math.max(1, over));
      expect(spread(unit, at, over)).toBe(later);
    }),
  );
});

it('spreads a crowd evenly', () => {
  const minutes = Array<number>(10).fill(0);
  for (let user = 0; user < 10_000; user++) {
    const minute = Math.floor(spread(`user-${user}`, 0, 600_000) / 60_000);
    minutes[minute] = (minutes[minute] ?? 0) + 1;
  }
  for (const count of minutes) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
