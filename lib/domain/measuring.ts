import type { Prices } from './price.ts';

/** What a program says of money and of the ways through its app, so that reports can tell what messages are worth. */
export interface Measuring {
  /** What providers take for a message. @default nothing is counted */
  readonly prices?: Prices;
  /** The most that one event may add to a conversion's value: what is above is counted as this. @default 10,000 */
  readonly conversionValue?: { readonly max: number };
  /** What a converted person is worth over their whole time, in the unit of prices and values. */
  readonly lifetimeValue?: number;
  /** App events in the order in which people should come by them, by name. */
  readonly funnels?: Readonly<Record<string, readonly string[]>>;
}

/** Above this a value is taken for a slip, such as cents for dollars, unless the program says otherwise. */
export const defaultHighestValue = 10_000;
