import { describe, expect, it } from 'vitest';
import { alive } from '../../lib/domain/alive.ts';
import { cdnowFit, churnOf } from '../../lib/domain/churn.ts';
import { type Orders, withOrder } from '../../lib/domain/orders.ts';
import { withStanding } from '../../lib/domain/standing.ts';

const day = 86_400_000;
const first = Date.parse('2027-01-04T10:00:00Z');
const on = (...days: number[]) =>
  days.reduce<Orders | undefined>(
    (orders, n, event) => withOrder(orders, { event: String(event), at: first + n * day, amount: 1 }),
    undefined,
  ) as Orders;

describe('churn', () => {
  it('is 1 − P(alive) of the days on which they bought, in the unit of the fit', () => {
    const orders = on(0, 70, 70, 140);
    const { unit: _, ...params } = cdnowFit;
    const said = alive({ model: 'mbg-nbd', params, x: 2, tx: 20, T: 40 }).alive;
    expect(churnOf({ scores: {}, orders }, cdnowFit, first + 280 * day)).toBeCloseTo(1 - said, 12);
  });

  it('grows in silence, and is known at the very first order', () => {
    const later = (days: number) => churnOf({ scores: {}, orders: on(0) }, cdnowFit, first + days * day) ?? -1;
    expect(later(0)).toBeLessThan(later(30));
    expect(later(30)).toBeLessThan(later(300));
  });

  it('is what a model elsewhere said, when one did, and none for who never bought', () => {
    expect(churnOf({ scores: { churn: 0.82 }, orders: on(0) }, cdnowFit, first)).toBe(0.82);
    expect(churnOf({ scores: {} }, cdnowFit, first)).toBeNull();
  });

  it('stands beside the segment, and neither is there without orders', () => {
    const edges = { recency: [1, 2, 3, 4], frequency: [2, 3, 4, 5], monetary: [1, 2, 3, 4] };
    const stands = withStanding({ scores: { ltv: 1 }, orders: on(0) }, { edges, alive: cdnowFit }, first);
    expect(stands).toMatchObject({ scores: { ltv: 1, churn: expect.any(Number) }, rfm: { segment: 'New' } });
    expect(withStanding({ scores: {} }, { edges, alive: cdnowFit }, first)).toEqual({ scores: {} });
  });
});
