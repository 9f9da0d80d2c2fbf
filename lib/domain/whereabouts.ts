import type { Channel } from './channel.ts';
import { clockMayBe, isPlaceless, tellsNowhere, zonesOfCountry } from './country-zones.ts';
import { countryCode } from './events/country.ts';
import { numberPlaces } from './numbering/number-places.ts';
import { governed } from './policies/governed.ts';
import type { Profile } from './profile.ts';
import { states, zonesOfState } from './us-states.ts';

/**
 * Where a person may be, as far as rules ask. What is told of the residence and what the number says are candidates
 * beside one another: a rule of any of these places holds, and local time must be right in every one of the zones.
 */
export interface Whereabouts {
  /** ISO 3166 countries and regions, `US` and `US-TX`; `US-*` where the region is unknown, so that any may be meant. */
  readonly places: ReadonlySet<string>;
  /** Those that the number alone says: for rules about numbers, wherever their owners are. */
  readonly number: ReadonlySet<string>;
  /** The person's zone, where no country with a row of law is told: the rules of all countries that have it hold. */
  readonly zone?: string;
  /** Nothing tells a place: the rows of law of every place hold. */
  readonly unknown: boolean;
  /** IANA zones; empty when nothing tells. */
  readonly zones: readonly string[];
}

type Located = Pick<Profile, 'timezone' | 'country' | 'region' | 'phone' | 'whatsapp'>;

/** Nothing is known. */
const nowhere: Whereabouts = { places: new Set(), number: new Set(), unknown: true, zones: [] };

/** A profile is one object for the life of a decision, and for much longer in a simulation. */
const found = new WeakMap<Located, Map<Channel, Whereabouts>>();

/** One object for all who may be at the same places, so that what holds there is worked out once. */
const shared = new Map<string, Whereabouts>();
/** Bounds the memory that all the world's places could take. */
const mostShared = 5000;

/** @param channel whose number, if it has one, is a candidate too */
export function whereaboutsOf(profile: Located | null, channel: Channel): Whereabouts {
  if (!profile) return nowhere;
  let known = found.get(profile);
  if (!known) {
    known = new Map();
    found.set(profile, known);
  }
  let whereabouts = known.get(channel);
  if (!whereabouts) {
    whereabouts = locate(profile, numberFor(profile, channel));
    known.set(channel, whereabouts);
  }
  return whereabouts;
}

/** The one zone that a person's own day goes by, where one must be chosen. */
export const zoneOfDay = (profile: Located | null, fallback: string, channel?: Channel): string =>
  zonesOf(profile, fallback, channel)[0] ?? fallback;

/** The zone that a person's own day goes by, as far as anything tells it; `undefined` when nothing does. */
export const knownZone = (profile: Located | null, channel: Channel): string | undefined =>
  whereaboutsOf(profile, channel).zones[0];

/** The zones that local time must be right in: the program's own is the last resort. */
export function zonesOf(profile: Located | null, fallback: string, channel: Channel = 'inapp'): readonly string[] {
  const { zones } = whereaboutsOf(profile, channel);
  return zones.length > 0 ? zones : [fallback];
}

const numberFor = ({ phone, whatsapp }: Located, channel: Channel): string | undefined =>
  channel === 'sms' ? phone : channel === 'whatsapp' ? whatsapp : undefined;

function locate(profile: Located, number: string | undefined): Whereabouts {
  const numbered = number === undefined ? [] : numberPlaces(number);
  const { places: home, zone } = residence(profile);
  // Of whom nothing else tells where they are, any of their numbers does, whatever the channel.
  const hinted = zone !== undefined || home.length + numbered.length > 0 ? [] : numbersOf(profile);
  const places = new Set([...home, ...numbered, ...hinted]);
  const key = JSON.stringify([profile.timezone, zone, [...places], numbered, hinted.length]);
  let whereabouts = shared.get(key);
  if (!whereabouts) {
    const zones = zonesAt(profile.timezone, hinted.length > 0 ? [] : [...places]);
    const unknown = places.size === 0 && zone === undefined;
    whereabouts = { places, number: new Set(numbered), unknown, zones, ...(zone !== undefined && { zone }) };
    if (shared.size >= mostShared) shared.clear();
    shared.set(key, whereabouts);
  }
  return whereabouts;
}

const numbersOf = ({ phone, whatsapp }: Located): readonly string[] =>
  [phone, whatsapp].flatMap((number) => (number === undefined ? [] : numberPlaces(number)));

/**
 * The zone that is told, else all of the places. A clock that shows no place, such as a server's UTC, is believed where
 * it can be that of a place; else the places' own zones must be right beside it.
 */
function zonesAt(timezone: string | undefined, places: readonly string[]): readonly string[] {
  if (timezone !== undefined && !isPlaceless(timezone)) return [timezone];
  const zones = [...new Set(places.flatMap(zonesOfPlace))];
  if (timezone === undefined) return zones;
  return zones.some((zone) => clockMayBe(timezone, zone)) ? [timezone] : [timezone, ...zones];
}

/**
 * What the profile tells: its region, else the regions that its zone leaves, else anywhere in its country. Where the
 * country is not told, cannot be read, or has no row of law, the zone tells too: a code must not make the law laxer
 * than none.
 */
function residence({ country, region, timezone }: Located): { places: readonly string[]; zone?: string } {
  const told = regionOf(region, countryCode(country));
  const of = told?.country;
  const home = countryCode(country) ?? of;
  const regional = told?.place !== undefined && of !== undefined ? [of, told.place] : [];
  const isRegion = home === undefined || (home === of && regional.length > 0);
  const places = isRegion ? regional : [...regional, ...somewhereIn(home, timezone)];
  const isSettled = [home, of].some((code) => code !== undefined && governed.has(code));
  if (isSettled || timezone === undefined || tellsNowhere(timezone)) return { places };
  const within = statesIn(timezone);
  const american = within.length > 0 ? ['US', ...within] : [];
  return { places: [...new Set([...places, ...american])], zone: timezone };
}

/** `US-TX`; a bare `TX` belongs to the country. A state that is none tells its country and no more. */
function regionOf(region: string | undefined, country: string | undefined) {
  const parts = /^(?:([A-Z]{2})[-_])?([A-Z0-9]{1,3})$/.exec(region?.trim().toUpperCase() ?? '');
  const of = parts?.[1] === undefined ? country : countryCode(parts[1]);
  if (!parts || of === undefined) return undefined;
  const place = `${of}-${parts[2]}`;
  return of === 'US' && zonesOfPlace(place).length === 0 ? { country: of } : { country: of, place };
}

function somewhereIn(country: string, timezone: string | undefined): readonly string[] {
  const within = country === 'US' && timezone !== undefined ? statesIn(timezone) : [];
  return [country, ...(within.length > 0 ? within : [`${country}-*`])];
}

/** Bounds the memory that made-up spellings could take. */
const mostByZone = 2000;

const statesByZone = new Map<string, readonly string[]>();

function statesIn(timezone: string): readonly string[] {
  let within = statesByZone.get(timezone);
  if (!within) {
    within = states.filter((state) => zonesOfState(state).some((zone) => clockMayBe(timezone, zone)));
    if (statesByZone.size >= mostByZone) statesByZone.clear();
    statesByZone.set(timezone, within);
  }
  return within;
}

/** States have zones of their own; of other countries all zones count, whichever region is told. */
function zonesOfPlace(place: string): readonly string[] {
  if (place === 'US') return [];
  if (place === 'US-*') return zonesOfCountry('US');
  if (!place.startsWith('US-')) return place.includes('-') ? [] : zonesOfCountry(place);
  const zones = zonesOfState(place);
  // Territories are countries of ISO 3166-1 and regions of the USA at once.
  return zones.length > 0 ? zones : zonesOfCountry(place.slice('US-'.length));
}
