import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf, type Orders, withOrder } from '../../lib/domain/orders.ts';

const monday = Date.parse('2027-01-11T09:00:00Z');
const hour = 3_600_000;
const sum = (all: readonly { event: string; at: number; amount: number }[]) =>
  all.reduce<Orders | undefined>(withOrder, undefined);

describe('orders', () => {
  it('are first, last, how many, on how many days and how much', () => {
    const orders = sum([
      { event: 'b', at: monday + 20 * hour, amount: 0.2 },
      { event: 'a', at: monday, amount: 0.1 },
      { event: 'c', at: monday + hour, amount: 10 },
    ]);
    expect(orders).toMatchObject({ first: monday, last: monday + 20 * hour, count: 3, days: 2, total: 10.3 });
  });

  it('come to the same in any order and however often each is told', () => {
    const order = fc.record({
      event: fc.string({ minLength: 1 }),
      at: fc.nat(400).map((day) => monday + day * 7 * hour),
      amount: fc.double({ min: 0, max: 1e6, noNaN: true }),
    });
    const several = fc.uniqueArray(order, { selector: ({ event }) => event, minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        several.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })),
        ),
        ([once, shuffled]) => {
          const { seen: _, ...one } = sum(once) as Orders;
          const { seen: __, ...other } = sum(shuffled) as Orders;
          expect(other).toEqual(one);
        },
      ),
    );
  });

  it('stay small', () => {
    const many = Array.from({ length: 500 }, (_, n) => ({
      event: `e${n}`.repeat(50),
      at: monday + n * 25 * hour,
      amount: 1,
    }));
    expect(sum(many)).toMatchObject({ count: 500, days: 500, total: 500 });
    expect(JSON.stringify(sum(many)).length).toBeLessThan(4096);
  });

  it.each([
    [12.5, 12.5, false],
    [-3, 0, true],
    ['12', 0, true],
    [undefined, 0, true],
    [Number.NaN, 0, true],
    [1e30, 1_000_000_000, true],
  ])('of %s come to %s', (value, amount, clamped) => {
    expect(amountOf(value)).toEqual({ amount, clamped });
  });
});
