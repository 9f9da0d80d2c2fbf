import { ownerOf } from './area-codes.ts';
import { countryOf } from './calling-codes.ts';

/**
 * Where a phone number says that its owner is. A number moves with its owner, so this is one candidate beside the
 * residence, never proof.
 *
 * @param number E.164, with the plus
 * @returns ISO 3166 codes: `['DE']`, `['US', 'US-TX']`, `['US', 'US-*']` when its state cannot be told; empty when nothing can
 */
export function numberPlaces(number: string): readonly string[] {
  const digits = number.replace(/\D/g, '');
  if (digits.startsWith('1')) return northAmerican(digits.slice(1, 4));
  const country = countryOf(digits);
  return country === undefined ? [] : [country];
}

function northAmerican(areaCode: string): readonly string[] {
  const owner = ownerOf(areaCode);
  // Codes that are new, or belong to a service and no place: the two large countries are both possible.
  if (owner === undefined) return ['US', 'US-*', 'CA'];
  return owner.startsWith('US-') ? ['US', owner] : [owner];
}
