import { longestField, type Reading, visible } from './reading.ts';

/**
 * The officially assigned alpha-2 codes of ISO 3166-1 (ISO's Online Browsing Platform, 2026; 249 codes), and XK, which
 * ISO leaves to its users and everybody uses for Kosovo.
 */
const codes: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA ' +
    'CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA ' +
    'GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
    'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS ' +
    'MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS ' +
    'RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW ' +
    'TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK'
  ).split(' '),
);

/** Every code that a profile may have. */
export const countries: readonly string[] = [...codes];

/** Codes that are reserved, or used by the European Union, for what has an assigned one. */
const slips: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** The assigned code that somebody means, in any case; `undefined` for everything else, names of countries included. */
export function countryCode(told: string | undefined): string | undefined {
  if (told === undefined || told.length > longestField) return undefined;
  const text = visible(told).toUpperCase();
  const code = Object.hasOwn(slips, text) ? slips[text] : text;
  return code !== undefined && codes.has(code) ? code : undefined;
}

const rule =
  'a country is an assigned code of ISO 3166-1 alpha-2, like DE: write US for the USA, GB for the United Kingdom';

/** `de` → `DE`, `UK` → `GB`, `EL` → `GR`. Names and codes of three letters are refused. */
export function readCountry(told: unknown): Reading<string> {
  const code = typeof told === 'string' ? countryCode(told) : undefined;
  return code === undefined ? { rule } : { value: code };
}

const regionRule = 'a region is a code of ISO 3166-2 with its country, like US-FL';

/** `us_fl` → `US-FL`, `UK-ENG` → `GB-ENG`. Its country is an assigned one. */
export function readRegion(told: unknown): Reading<string> {
  if (typeof told !== 'string' || told.length > longestField) return { rule: regionRule };
  const parts = /^([A-Z]{2})[-_]([A-Z0-9]{1,3})$/.exec(visible(told).toUpperCase());
  const country = countryCode(parts?.[1]);
  return parts && country !== undefined ? { value: `${country}-${parts[2]}` } : { rule: regionRule };
}
