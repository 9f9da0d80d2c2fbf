import { type Channel, channels, type Purpose } from './channel.ts';
import { consent, policy, reach, suppression } from './decide/permission.ts';
import type { Ledger } from './ledger.ts';
import { inForce } from './policies/in-force.ts';
import { addressesOf, type Profile } from './profile.ts';
import type { Program } from './program.ts';
import { whereaboutsOf } from './whereabouts.ts';

/** How many people, by market: the country that their profile says, ISO 3166-1, or `unknown`. */
export type Headcount = Readonly<Record<string, MarketCount>>;

export interface MarketCount {
  readonly people: number;
  readonly channels: Readonly<Partial<Record<Channel, ChannelCount>>>;
}

export interface ChannelCount {
  /** Who has an address on it. */
  readonly address: number;
  /** Who may be written to there too: neither suppressed, nor refused by the law of their market, nor without consent. */
  readonly allowed: number;
}

/** Somebody to be counted: what of them decides which channels are open. */
export interface Countable {
  readonly profile: Profile;
  readonly ledger: Ledger;
}

/** What the people are counted for. */
export interface CountTerms {
  readonly purpose: Purpose;
  readonly journey: string;
  /** Those that are counted. */
  readonly channels: readonly Channel[];
  readonly program: Program;
}

export const unknownMarket = 'unknown';

/** Counts so many markets and no more, whatever profiles say. */
const market = ({ country }: Pick<Profile, 'country'>): string =>
  country !== undefined && /^[A-Z]{2}$/.test(country) ? country : unknownMarket;

/** @param now epoch milliseconds */
export function headcountOf(people: readonly Countable[], terms: CountTerms, now: number): Headcount {
  const counted = new Map<string, { people: number; channels: Map<Channel, { address: number; allowed: number }> }>();
  for (const person of people) {
    const name = market(person.profile);
    const here = counted.get(name) ?? { people: 0, channels: new Map() };
    counted.set(name, here);
    here.people += 1;
    for (const channel of terms.channels) {
      const cell = here.channels.get(channel) ?? { address: 0, allowed: 0 };
      here.channels.set(channel, cell);
      if (addressesOf(person.profile, channel, 'counted').length > 0) cell.address += 1;
      if (isOpen(person, channel, terms, now)) cell.allowed += 1;
    }
  }
  const entries = [...counted].map(([name, count]) => [
    name,
    { people: count.people, channels: Object.fromEntries(count.channels) },
  ]);
  return Object.fromEntries(entries);
}

/** The same rules that a touch asks, but for those that depend on its hour and on what else a person got. */
function isOpen({ profile, ledger }: Countable, channel: Channel, terms: CountTerms, now: number) {
  const { purpose, program, journey: name } = terms;
  const law = inForce(program, whereaboutsOf(profile, channel), channel, purpose, now);
  const asked = { now, profile, ledger, program, run: { id: 'counted' }, journey: { name, purpose } };
  return [reach, suppression, consent, policy].every((rule) => rule(asked, { channel }, law)?.verdict !== 'skip');
}

/** The sum of two counts of different people. */
export function addHeadcounts(one: Headcount, other: Headcount): Headcount {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, addMarkets(one[name], other[name])]));
}

const nobody: MarketCount = { people: 0, channels: {} };

function addMarkets(one: MarketCount = nobody, other: MarketCount = nobody): MarketCount {
  const sum = (channel: Channel, of: keyof ChannelCount) =>
    (one.channels[channel]?.[of] ?? 0) + (other.channels[channel]?.[of] ?? 0);
  const counted = channels.filter((channel) => one.channels[channel] ?? other.channels[channel]);
  return {
    people: one.people + other.people,
    channels: Object.fromEntries(
      counted.map((channel) => [channel, { address: sum(channel, 'address'), allowed: sum(channel, 'allowed') }]),
    ),
  };
}
