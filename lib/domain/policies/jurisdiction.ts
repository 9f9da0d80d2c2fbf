import { canonicalZone, zonesOfCountry } from '../country-zones.ts';
import type { Whereabouts } from '../whereabouts.ts';

/** Where a row holds: ISO 3166-1 countries and 3166-2 regions, or everywhere. */
export type Jurisdiction = 'everywhere' | readonly string[];

/** Of the European Union. The French regions overseas have codes of their own. */
const union =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GF GP MF MQ RE YT AX'.split(' ');

/** Where the rules of France hold. */
export const france: readonly string[] = ['FR', 'GF', 'GP', 'MF', 'MQ', 'RE', 'YT'];
/** Where the ePrivacy Directive, or the United Kingdom's version of it, holds. */
export const europe: readonly string[] = [...union, 'IS', 'LI', 'NO', 'GB'];
/** The USA with its territories. */
export const unitedStates: readonly string[] = ['US', 'PR', 'VI', 'GU', 'MP', 'AS'];

/** Whether somebody may be where the row holds. */
export function reaches(jurisdiction: Jurisdiction, { places, zone }: Pick<Whereabouts, 'places' | 'zone'>): boolean {
  if (jurisdiction === 'everywhere') return true;
  return jurisdiction.some((place) => {
    const [country = ''] = place.split('-');
    return places.has(place) || (place !== country && places.has(`${country}-*`)) || hasZone(country, zone);
  });
}

/** States of the USA are told apart by zone before, among the places. */
const hasZone = (country: string, zone: string | undefined): boolean =>
  zone !== undefined && country !== 'US' && zonesOfCountry(country).some((name) => canonicalZone(name) === zone);
