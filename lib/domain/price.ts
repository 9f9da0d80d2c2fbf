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
