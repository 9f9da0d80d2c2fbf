import type { Meter } from './crowd/app.ts';

/** One kind of AWS work: how much of it a touch takes, and what it costs. */
export interface CostLine {
  readonly what: string;
  readonly perTouch: number;
  /** AWS list price of a million, us-east-1, in dollars. */
  readonly listPrice: number;
  /** Dollars for a million touches. */
  readonly dollars: number;
}

/** An invocation takes this long at this size; the meter counts invocations, not their time. */
export const assumed = { seconds: 0.1, gigabytes: 0.5 };

/** AWS list prices of a million, us-east-1, in dollars. */
const listPrices = { transition: 25, request: 0.2, gigabyteSecond: 13.33, read: 0.125, write: 0.625, event: 1 };

/**
 * The AWS work of a crowd from its sign-ups to its last touch, shared out over its touches: entering is in it,
 * introductions are not, and neither are logs and what providers take.
 *
 * @returns a line a kind, the sum last
 */
export function costLines([before, after]: readonly [Meter, Meter]): CostLine[] {
  const invoked = (meter: Meter, name: string) => meter.lambdaInvocations[name] ?? 0;
  const touches = invoked(after, 'touch') - invoked(before, 'touch');
  const all = (meter: Meter) => Object.values(meter.lambdaInvocations).reduce((sum, count) => sum + count, 0);
  const line = (what: string, amount: number, listPrice: number): CostLine => {
    const perTouch = amount / touches;
    return { what, perTouch, listPrice, dollars: perTouch * listPrice };
  };
  const invocations = all(after) - all(before);
  const lines = [
    line('state transitions', after.stateTransitions - before.stateTransitions, listPrices.transition),
    line('Lambda requests', invocations, listPrices.request),
    line('Lambda GB-seconds', invocations * assumed.seconds * assumed.gigabytes, listPrices.gigabyteSecond),
    line('read units', after.dynamodb.readUnits - before.dynamodb.readUnits, listPrices.read),
    line('write units', after.dynamodb.writeUnits - before.dynamodb.writeUnits, listPrices.write),
    line('custom events', after.putEvents - before.putEvents, listPrices.event),
  ];
  const dollars = lines.reduce((sum, each) => sum + each.dollars, 0);
  return [...lines, { what: 'a touch', perTouch: 1, listPrice: dollars, dollars }];
}
