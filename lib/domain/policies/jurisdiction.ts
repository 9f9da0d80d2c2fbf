import { zoneIsIn } from '../country-zones.ts';

/** Where a row holds: ISO 3166-1 countries and 3166-2 regions, or everywhere. */
export type Jurisdiction = 'everywhere' | readonly string[];

const codes = (text: string): readonly string[] => text.split(' ');

/**
 * Where the rules of France hold: the Republic with all that is overseas. The departments belong to the Union; to New Caledonia,
 * Polynesia, Wallis and Futuna and the southern lands the law on data protection is extended by its Art. 125, to the
 * others it applies by itself.
 */
export const france = codes('FR GF GP MF MQ RE YT BL PM NC PF TF WF');

/** Of the European Union, with the regions that have codes of their own: Åland, and what is French overseas. */
const union = [...codes('AT AX BE BG CY CZ DE DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'), ...france];
/** Of the European Economic Area; Svalbard and Jan Mayen, outside of it, have the law of Norway. */
const area = codes('IS LI NO SJ');
/**
 * The United Kingdom, and those whose own law on electronic mail has its rule or, in Jersey, whose law on data protection
 * leaves none but consent: Guernsey (Ordinance 2004), Isle of Man (Unsolicited Communications Regulations 2005),
 * Gibraltar (Communications Regulations 2006).
 */
const british = codes('GB GG JE IM GI');
/**
 * Neighbours with data protection law made after the Union's, and no rule of their own on advertising that would allow more:
 * Andorra (Llei 29/2021), Monaco (Loi 1.565), San Marino (Legge 171/2018), the Vatican; the Faroe Islands and
 * Greenland, with Danish marketing law.
 */
const neighbours = codes('AD MC SM VA FO GL');

/** Where the ePrivacy Directive, the United Kingdom's version of it, or law made after them holds. */
export const europe: readonly string[] = [...union, ...area, ...british, ...neighbours];
/** The USA with its territories, the minor outlying islands too. */
export const unitedStates: readonly string[] = codes('US PR VI GU MP AS UM');

/** As far as a jurisdiction asks where somebody may be. */
interface Located {
  readonly places: ReadonlySet<string>;
  /** Their zone, where it tells more than the places do. */
  readonly zone?: string;
}

/** Whether somebody may be where the row holds. */
export function reaches(jurisdiction: Jurisdiction, { places, zone }: Located): boolean {
  if (jurisdiction === 'everywhere') return true;
  return jurisdiction.some((place) => {
    const [country = ''] = place.split('-');
    if (places.has(place) || (place !== country && places.has(`${country}-*`))) return true;
    // States of the USA are told apart by zone before, among the places.
    return zone !== undefined && country !== 'US' && zoneIsIn(zone, country);
  });
}
