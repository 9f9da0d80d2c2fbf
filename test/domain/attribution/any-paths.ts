import fc from 'fast-check';
import { expect } from 'vitest';
import type { Path } from '../../../lib/domain/attribution.ts';

/** Paths over few channels, so that they share some; with empty ones, repeats, and such as nobody took. */
export const anyPaths: fc.Arbitrary<Path[]> = fc.array(
  fc
    .record({
      touches: fc.array(
        fc.record({
          channel: fc.constantFrom('email', 'push', 'sms', 'whatsapp'),
          age: fc.oneof(fc.double({ min: 0, max: 30, noNaN: true }), fc.constant(40_000)),
        }),
        { maxLength: 5 },
      ),
      conversions: fc.nat({ max: 5 }),
      nulls: fc.nat({ max: 5 }),
    })
    .map(({ touches, conversions, nulls }) => ({
      path: touches.map(({ channel }) => channel),
      ages: touches.map(({ age }) => age),
      conversions,
      nulls,
    })),
  { maxLength: 8 },
);

/** `path('email>push', 3, 1)`: taken by four users, three of whom converted. */
export const path = (touches: string, conversions: number, nulls = 0): Path => ({
  path: touches === '' ? [] : touches.split('>'),
  conversions,
  nulls,
});

/** Credits to compare with, to twelve places. */
export const close = (expected: Readonly<Record<string, number>>): unknown =>
  Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, expect.closeTo(value, 12)]));
