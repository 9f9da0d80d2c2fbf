import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withOrder } from '../../lib/domain/orders.ts';
import { rfm, segmentNames } from '../../lib/domain/rfm.ts';
import { sampleOf } from '../../lib/domain/sample.ts';
import { edgesOf, segmentOf } from '../../lib/domain/segment.ts';

const day = 86_400_000;
const now = Date.parse('2027-06-01T00:00:00Z');
const alike = (value: number) => ({ recency: value, frequency: value, monetary: value });

describe('edges', () => {
  it('part ten people into five pairs', () => {
    expect(edgesOf([9, 3, 1, 10, 5, 7, 2, 8, 4, 6].map(alike)).frequency).toEqual([3, 5, 7, 9]);
  });

  it('leave equal values together, in the lower bin', () => {
    const once = edgesOf([1, 1, 1, 1, 1, 1, 1, 1, 2, 5].map(alike));
    expect(once.frequency).toEqual([2, 2, 2, 2]);
    expect(edgesOf([alike(4), alike(4)]).frequency).toEqual([5, 5, 5, 5]);
  });

  it('ascend, and score every one of those they were learned from', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (values) => {
        const edges = edgesOf(values.map(alike));
        for (const value of values) {
          const scores = rfm({ edges, ...alike(value) });
          expect(scores.f).toBe(6 - scores.r);
          expect(segmentNames).toContain(scores.segment);
        }
        // The least are scored least.
        expect(rfm({ edges, ...alike(Math.min(...values)) }).f).toBe(1);
      }),
    );
  });
});

describe('segmentOf', () => {
  const edges = { recency: [10, 20, 30, 40], frequency: [2, 3, 4, 5], monetary: [10, 20, 30, 40] };
  const boughtDaysAgo = (...ago: number[]) => ({
    orders: ago.reduce<ReturnType<typeof withOrder> | undefined>(
      (orders, days) => withOrder(orders, { event: String(days), at: now - days * day, amount: 5 }),
      undefined,
    ) as ReturnType<typeof withOrder>,
  });

  it.each([
    [[1], 'New'],
    [[1, 2, 3, 4, 5], 'Champions'],
    [[50, 51, 52, 53, 54], "Can't Lose"],
    [[50], 'Hibernating'],
  ])('of who bought %s days ago is %s', (ago, segment) => {
    expect(segmentOf(boughtDaysAgo(...ago), edges, now)).toBe(segment);
  });

  it('moves on as time goes by, and is none without orders or edges', () => {
    expect(segmentOf(boughtDaysAgo(1), edges, now + 60 * day)).toBe('Hibernating');
    expect(segmentOf({}, edges, now)).toBeNull();
    expect(segmentOf(boughtDaysAgo(1), null, now)).toBeNull();
  });
});

describe('a sample', () => {
  it('is everybody while they are few, and the same ones in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), (units) => {
        const draw = (all: readonly string[]) => {
          const sample = sampleOf<string>(10);
          for (const unit of all) sample.add(unit, unit);
          return sample;
        };
        const drawn = draw(units);
        expect(drawn.values()).toHaveLength(Math.min(10, units.length));
        expect([...draw(units.toReversed()).values()].sort()).toEqual([...drawn.values()].sort());
        expect(drawn.size()).toBe(units.length);
      }),
    );
  });

  it('is like all of them', () => {
    const sample = sampleOf<number>(2000);
    for (let n = 0; n < 50_000; n++) sample.add(`user-${n}`, n);
    const mean = sample.values().reduce((sum, n) => sum + n, 0) / 2000;
    expect(Math.abs(mean / 25_000 - 1)).toBeLessThan(0.05);
  });
});
