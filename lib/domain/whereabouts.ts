import type { Channel } from './channel.ts';
import { canonicalZone, zonesOfCountry } from './country-zones.ts';
import { numberPlaces } from './numbering/number-places.ts';
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
  /** The person's zone, when nothing else tells the country: the rules of all countries that have it hold. */
  readonly zone?: string;
  /** IANA zones; empty when nothing tells. */
  readonly zones: readonly string[];
}

type Located = Pick<Profile, 'timezone' | 'country' | 'region' | 'phone' | 'whatsapp'>;

/** Nothing is known. */
const nowhere: Whereabouts = { places: new Set(), number: new Set(), zones: [] };

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
  const places = new Set([...home, ...numbered]);
  const key = JSON.stringify([profile.timezone, zone, [...places], numbered]);
  let whereabouts = shared.get(key);
  if (!whereabouts) {
    const zones = profile.timezone ? [profile.timezone] : [...new Set([...places].flatMap(zonesOfPlace))];
    whereabouts = { places, number: new Set(numbered), ...(zone !== undefined && { zone }), zones };
    if (shared.size >= mostShared) shared.clear();
    shared.set(key, whereabouts);
  }
  return whereabouts;
}

/** What the profile tells: its region, else the regions that its zone leaves, else anywhere in its country. */
function residence({ country, region, timezone }: Located): { places: readonly string[]; zone?: string } {
  const home = country?.toUpperCase();
  const told = regionOf(region, home);
  const of = told?.split('-')[0];
  const places = told && of ? [of, told] : [];
  if (home !== undefined && home !== of) return { places: [...places, ...somewhereIn(home, timezone)] };
  if (places.length > 0 || timezone === undefined) return { places };
  const within = statesIn(timezone);
  return within.length > 0 ? { places: ['US', ...within] } : { places, zone: canonicalZone(timezone) };
}

/** `US-TX`; a bare `TX` belongs to the country. A state that is none tells nothing. */
function regionOf(region: string | undefined, country: string | undefined): string | undefined {
  if (!region) return undefined;
  const told =
    region.includes('-') || country === undefined ? region.toUpperCase() : `${country}-${region.toUpperCase()}`;
  if (!/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(told)) return undefined;
  return told.startsWith('US-') && zonesOfPlace(told).length === 0 ? undefined : told;
}

function somewhereIn(country: string, timezone: string | undefined): readonly string[] {
  const within = country === 'US' && timezone !== undefined ? statesIn(timezone) : [];
  return [country, ...(within.length > 0 ? within : [`${country}-*`])];
}

const statesByZone = new Map<string, readonly string[]>();

function statesIn(timezone: string): readonly string[] {
  const zone = canonicalZone(timezone);
  let within = statesByZone.get(zone);
  if (!within) {
    within = states.filter((state) => zonesOfState(state).some((name) => canonicalZone(name) === zone));
    statesByZone.set(zone, within);
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
