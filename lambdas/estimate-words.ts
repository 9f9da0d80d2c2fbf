import type { Channel } from '../lib/domain/channel.ts';
import { type Assumed, type Counted, type Estimate, elsewhere } from '../lib/domain/estimate.ts';
import { unknownMarket } from '../lib/domain/headcount.ts';
import { channelName, count, countryName, money } from '../lib/report/words.ts';

/** Approvers are of the team, which reads its dashboards in English, too. */
const language = 'en-GB';
const instant = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

export const people = (number: number): string => `${count(number)} ${number === 1 ? 'person' : 'people'}`;
export const marketName = (market: string): string => {
  if (market === unknownMarket) return 'Country unknown';
  return market === elsewhere ? 'Anywhere else' : countryName(market);
};

/** A bound that was rounded down would not be one. @param cost millionths of a dollar */
export function atMost(cost: number): string {
  const unit = cost >= 100e6 ? 1e6 : cost >= 0.1e6 ? 1e4 : 100;
  return money((Math.ceil(cost / unit) * unit) / 1e6);
}

/** What nobody has put a price on does not look free. */
export const channelCost = ({ unpriced }: Estimate, channel: Channel, cost: number): string =>
  cost === 0 && unpriced.some((each) => each.channel === channel) ? 'no price' : atMost(cost);

/** What all depends on: how many people, and what they cost. */
export function summaryOf(estimate: Estimate): string {
  const cost = atMost(estimate.cost);
  if (estimate.of === 'audience') {
    return `It is for ${people(estimate.people)}, and its messages cost at most ${cost}. Counted at ${instant.format(estimate.at)} UTC.`;
  }
  return `${whoOf(estimate)} The messages of ${people(estimate.people)} cost at most ${cost}${ofOneMarket(estimate)}.`;
}

function whoOf({ of, expected }: Assumed): string {
  if (of === 'event') return 'People enter one by one, as events come: how many, nobody knows beforehand.';
  return expected
    ? 'It is for the people on a list, which the launch will name. This is about as many as it says to expect.'
    : 'It is for the people on a list, which the launch will name: how many, nobody knows beforehand.';
}

const ofOneMarket = ({ markets: [first, second] }: Assumed) =>
  first && second ? `, if all are in the dearest market, ${marketName(first.market)}` : '';

/** What the bound takes for granted. */
export function meaningOf(estimate: Estimate): readonly string[] {
  const reached =
    estimate.of === 'audience'
      ? 'where they have an address and may be written to today; whoever is added or agrees later comes on top'
      : 'as if all channels reached all of them';
  const unpriced = estimate.unpriced.map(({ channel, provider }) => `${channelName(channel)} by ${provider}`);
  return [
    `At most: everybody gets every message that a person can get, ${reached}. Nobody is held back by a control group, a cap or an earlier answer, and of several providers the dearest carries it, by the program's price of a message.`,
    ...(unpriced.length > 0
      ? [`The program has no price for ${unpriced.join(', ')}: these messages count as free.`]
      : []),
  ];
}

type Market = Pick<Counted['markets'][number], 'market' | 'people' | 'cost'>;

/** The largest markets, and all others as one. */
export function leadingMarkets(
  { markets }: Counted,
  most = 10,
): readonly (Omit<Market, 'market'> & { name: string })[] {
  const named = markets.map(({ market, people, cost }) => ({ name: marketName(market), people, cost }));
  if (named.length <= most + 1) return named;
  const rest = named.slice(most).reduce((sum, each) => ({
    name: `${named.length - most} more`,
    people: sum.people + each.people,
    cost: sum.cost + each.cost,
  }));
  return [...named.slice(0, most), rest];
}
