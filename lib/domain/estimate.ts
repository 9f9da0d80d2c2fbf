import { type Channel, channels } from './channel.ts';
import { addHeadcounts, type ChannelCount, type Headcount, type MarketCount } from './headcount.ts';
import { highestPrice, pricedCountries } from './price.ts';
import type { Program } from './program.ts';

/** What of a journey its cost follows from. */
export interface EstimateTerms {
  /** Whom it lets in: an audience is counted; whom a list will name, or whom events will bring, nobody knows before. */
  readonly entry: 'audience' | 'list' | 'event';
  /** About how many people it says that it is for. */
  readonly expect?: number;
  /** The most messages that one person may get of it, by channel. */
  readonly messages: MostMessages;
}

export type MostMessages = Readonly<Partial<Record<Channel, number>>>;

/** What an approver is told of numbers: whom a journey is for, and what its messages cost at most. */
export type Estimate = Counted | Assumed;

interface Estimated {
  readonly messages: MostMessages;
  /** Providers for which the program has no price, whose messages count as free: `whatsapp` by `twilio`. */
  readonly unpriced: readonly { readonly channel: Channel; readonly provider: string }[];
  readonly people: number;
  /** Millionths of a dollar, if everybody gets every message that may reach them. */
  readonly cost: number;
}

/** The people are known: they were counted. */
export interface Counted extends Estimated {
  readonly of: 'audience';
  /** When counting ended, epoch milliseconds. */
  readonly at: number;
  /** All markets together. */
  readonly channels: EstimatedChannels;
  /** The largest first. */
  readonly markets: readonly (MarketCount & {
    readonly market: string;
    readonly cost: number;
    readonly channels: EstimatedChannels;
  })[];
}

export type EstimatedChannels = Readonly<Partial<Record<Channel, ChannelCount & { readonly cost: number }>>>;

/** Nobody knows the people beforehand: what so many would cost, if all were of one market and every channel reached them. */
export interface Assumed extends Estimated {
  readonly of: 'list' | 'event';
  /** Whether the journey says that it expects so many. */
  readonly expected: boolean;
  /** Of each country with a price of its own, the dearest first; `elsewhere` is any other. */
  readonly markets: readonly { readonly market: string; readonly cost: number }[];
}

export const elsewhere = 'elsewhere';

/** Whom nobody can count, an approver judges by so many. */
const assumedPeople = 1_000;

type Priced = Pick<Program, 'prices' | 'providers'>;

/** @param at epoch milliseconds */
export function countedEstimate(
  headcount: Headcount,
  { messages }: EstimateTerms,
  program: Priced,
  at: number,
): Counted {
  const markets = Object.entries(headcount)
    .map(([market, count]) => ({ market, ...count, ...priced(market, count, messages, program) }))
    .sort((one, other) => other.people - one.people || (one.market < other.market ? -1 : 1));
  const all = markets.reduce<Headcount>((sum, market) => addHeadcounts(sum, { all: market }), {});
  const { people = 0, channels: counts = {} } = all.all ?? {};
  const costOf = (channel: Channel) => total(markets.map((each) => each.channels[channel]?.cost ?? 0));
  return {
    of: 'audience',
    at,
    messages,
    unpriced: unpricedOf(messages, program),
    people,
    cost: total(markets.map(({ cost }) => cost)),
    channels: mapChannels(messages, (channel) => ({
      ...(counts[channel] ?? { address: 0, allowed: 0 }),
      cost: costOf(channel),
    })),
    markets,
  };
}

function priced(market: string, { channels: counts }: MarketCount, messages: MostMessages, program: Priced) {
  const cells = mapChannels(messages, (channel, most) => {
    const count = counts[channel] ?? { address: 0, allowed: 0 };
    return { ...count, cost: count.allowed * most * priceIn(market, channel, program) };
  });
  return { channels: cells, cost: total(Object.values(cells).map(({ cost }) => cost)) };
}

/** Of a journey whose people are not known before they enter. */
export function assumedEstimate(
  { entry, expect, messages }: EstimateTerms & { readonly entry: Assumed['of'] },
  program: Priced,
): Assumed {
  const people = expect ?? assumedPeople;
  const spoken = Object.entries(messages) as [Channel, number][];
  const countries = spoken.flatMap(([channel]) =>
    pricedCountries(program.prices, channel, providersOf(channel, program)),
  );
  const markets = [...new Set(countries), elsewhere]
    .map((market) => ({
      market,
      cost: total(spoken.map(([channel, most]) => people * most * priceIn(market, channel, program))),
    }))
    .sort((one, other) => other.cost - one.cost);
  return {
    of: entry,
    messages,
    unpriced: unpricedOf(messages, program),
    people,
    expected: expect !== undefined,
    cost: Math.max(...markets.map(({ cost }) => cost)),
    markets,
  };
}

const providersOf = (channel: Channel, { providers }: Priced) => providers[channel] ?? [];

/** Whichever of the channel's providers is the dearest may have to carry it. */
const priceIn = (country: string, channel: Channel, program: Priced) =>
  highestPrice(program.prices, { channel, providers: providersOf(channel, program), country });

/** What waits in the app is our own, and costs nothing. */
const unpricedOf = (messages: MostMessages, program: Priced) =>
  channels
    .filter((channel) => messages[channel] !== undefined && channel !== 'inapp')
    .flatMap((channel) =>
      providersOf(channel, program)
        .filter((provider) => program.prices?.[channel]?.[provider] === undefined)
        .map((provider) => ({ channel, provider })),
    );

function mapChannels<T>(
  messages: MostMessages,
  to: (channel: Channel, most: number) => T,
): Partial<Record<Channel, T>> {
  const spoken = channels.flatMap((channel) => {
    const most = messages[channel];
    return most === undefined ? [] : [[channel, to(channel, most)] as const];
  });
  return Object.fromEntries(spoken) as Partial<Record<Channel, T>>;
}

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
