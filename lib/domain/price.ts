import type { Channel } from './channel.ts';

/** For everybody alike, or by the ISO 3166-1 country of the person, `default` for all others. */
export type Price = number | (Readonly<Record<string, number>> & { readonly default: number });

/** Dollars for one message, by channel and provider. */
export type Prices = Readonly<Partial<Record<Channel, Readonly<Record<string, Price>>>>>;

/** What one message costs in millionths of a dollar, whole, so that sums stay exact; 0 when nobody said. */
export function priceOf(
  prices: Prices | undefined,
  { channel, provider, country }: { channel: Channel; provider: string; country?: string | undefined },
): number {
  const price = prices?.[channel]?.[provider] ?? 0;
  const dollars = typeof price === 'number' ? price : (price[country ?? 'default'] ?? price.default);
  return Math.round(dollars * 1e6);
}

/** The most that any of these providers takes for a message, in millionths of a dollar. */
export function highestPrice(
  prices: Prices | undefined,
  { channel, providers, country }: { channel: Channel; providers: readonly string[]; country?: string | undefined },
): number {
  return Math.max(0, ...providers.map((provider) => priceOf(prices, { channel, provider, country })));
}

/** The countries for which any of these providers has a price of its own. */
export function pricedCountries(prices: Prices | undefined, channel: Channel, providers: readonly string[]): string[] {
  const named = providers.flatMap((provider) => {
    const price = prices?.[channel]?.[provider] ?? 0;
    return typeof price === 'number' ? [] : Object.keys(price);
  });
  return [...new Set(named)].filter((country) => country !== 'default');
}
