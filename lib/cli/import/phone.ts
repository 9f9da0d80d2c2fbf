import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/** A phone number in E.164, or the rule that it breaks with what helps. */
export type PhoneReading = { readonly number: string } | { readonly rule: string };

/** What a reason shows of a number that cannot be read: enough to find it in the file, too little to call it. */
export const masked = (number: string): string => (number.length > 4 ? `${number.slice(0, 12).slice(0, -4)}…` : number);

/**
 * Reads a number as people write it: `+1 (555) 010-9999`, or `0151 1234567` in the country of its owner. A national number
 * is only taken when it is valid in that country; nothing is guessed.
 *
 * @param country ISO 3166-1 alpha-2, if it is known
 */
export function readPhone(text: string, country: string | undefined): PhoneReading {
  const isInternational = /^\s*\+/.test(text);
  if (!isInternational && (country === undefined || !isSupportedCountry(country))) {
    const why =
      country === undefined ? 'without its country' : `in ${JSON.stringify(country)}, which is no code of a country,`;
    return {
      rule: `a phone number is E.164, like +4915112345678: ${why} nobody knows whose it is; map a column of countries like DE, or say --country DE`,
    };
  }
  const found = parsePhoneNumberFromString(text, {
    extract: false,
    ...(country !== undefined && isSupportedCountry(country) && { defaultCountry: country as CountryCode }),
  });
  if (!found || found.ext !== undefined) {
    return {
      rule: 'a phone number has digits alone, like +4915112345678, and no extension; correct it, or leave it out',
    };
  }
  if (!isInternational && hasTwoReadings(text, found)) {
    return {
      rule: 'digits without a plus are a number within a country or with its code, and these could be both; write it as +49…',
    };
  }
  if (isInternational ? found.isPossible() : found.isValid()) return { number: found.number };
  const place = isInternational ? 'its country' : country;
  return {
    rule: `a phone number has the length and the beginning that ${place} gives numbers; correct it in the file`,
  };
}

/** Whether the digits, which begin with their country's code, are another number of this country when that is taken as such. */
function hasTwoReadings(text: string, { number, countryCallingCode }: PhoneNumber): boolean {
  const digits = text.replace(/\D/g, '');
  if (!digits.startsWith(countryCallingCode)) return false;
  const other = parsePhoneNumberFromString(`+${digits}`, { extract: false });
  return other?.isValid() === true && other.number !== number;
}
