import { isZone, offsetOnce } from './zone.ts';

const known = new Map<string, readonly string[]>();

/** CLDR has none for the code that ISO 3166-1 leaves to its users: Kosovo keeps Belgrade's time. */
const added: Readonly<Record<string, readonly string[]>> = { XK: ['Europe/Belgrade'] };

/** The zones of a country, in the runtime's own spelling; empty for a code that is none. */
export function zonesOfCountry(country: string): readonly string[] {
  let zones = known.get(country);
  if (!zones) {
    zones = /^[A-Z]{2}$/.test(country) ? ask(country) : [];
    known.set(country, zones);
  }
  return zones;
}

function ask(country: string): readonly string[] {
  // CLDR's region data ships with the runtime; the type lags behind it.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] | undefined };
  const zones = locale.getTimeZones?.() ?? [];
  return zones.length > 0 ? zones : (added[country] ?? []);
}

/** Bounds the memory a stream of made-up spellings could take. */
const mostSpellings = 5000;

/** Remembers what was worked out for a name, as far as memory is bounded. */
function remembering<T>(work: (name: string) => T): (name: string) => T {
  const answers = new Map<string, T>();
  return (name) => {
    const answer = answers.get(name);
    if (answer !== undefined) return answer;
    const worked = work(name);
    if (answers.size >= mostSpellings) answers.clear();
    answers.set(name, worked);
    return worked;
  };
}

/** One spelling for all links to a zone, the one that `zonesOfCountry` uses; a name that is no zone stays as it is. */
export const canonicalZone = remembering((name) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return name;
  }
});

/**
 * Whether a zone shows a time and no place: a fixed offset, UTC under any name, and the database's zones that stand for
 * several countries. Their names lead to one of those countries, which says nothing of the person.
 */
export const isPlaceless = (name: string): boolean =>
  /^(?:[+-]\d.*|etc\/.+|gmt.*|utc|uct|zulu|universal|greenwich|factory|est|mst|hst|[ecmps]st\d[ecmps]dt|cet|met|eet|wet)$/i.test(
    name,
  );

/** Offsets in milliseconds at two instants half a year apart: winter and summer of either half of the world. */
const offsetsOf = remembering((name): readonly [number, number] => [
  offsetOnce(name, Date.UTC(2027, 0, 15)),
  offsetOnce(name, Date.UTC(2027, 6, 15)),
]);

/**
 * Whether somebody whose clock shows a zone may be in another: it is the same, or it shows no place and the time there. A fixed
 * offset is that of a place in whose winter or summer it holds.
 *
 * @param zone a zone of a place
 */
export function clockMayBe(told: string, zone: string): boolean {
  if (!isPlaceless(told)) return canonicalZone(told) === canonicalZone(zone);
  if (!isZone(told)) return false;
  const [mine, theirs] = [offsetsOf(told), offsetsOf(zone)];
  return mine[0] === mine[1] ? theirs.includes(mine[0]) : mine[0] === theirs[0] && mine[1] === theirs[1];
}

/** Whether a zone tells nothing of where somebody is: servers and libraries say UTC of whom they know nothing. */
export const tellsNowhere = remembering(
  (name): boolean => isPlaceless(name) && (!isZone(name) || offsetsOf(name).every((offset) => offset === 0)),
);

/** Whether somebody whose clock shows this zone may be in the country. */
export const zoneIsIn = (told: string, country: string): boolean =>
  zonesOfCountry(country).some((zone) => clockMayBe(told, zone));
