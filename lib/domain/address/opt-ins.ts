import { type Basis, consentKey } from '../consent.ts';
import type { Ledger } from '../ledger.ts';
import { type AddressedChannel, isSameAddress, namedAddresses, type Profile, wasNamed } from '../profile.ts';
import { type AddressState, type OptIn, outweighs } from './state.ts';

/** The bases on which somebody said yes themselves, to us. */
export const explicitBases = ['double_opt_in', 'express', 'express_written'] as const satisfies readonly Basis[];

/**
 * What a person agreed to that takes back what their address says: their word may have come before what it answers. A
 * yes that a record elsewhere only repeats is none.
 */
export function optInsOver(
  state: AddressState,
  { channel, address }: { readonly channel: AddressedChannel; readonly address: string },
  { user, profile, ledger }: { readonly user: string; readonly profile: Profile | null; readonly ledger: Ledger },
): readonly OptIn[] {
  const isTheirs = profile && namedAddresses(profile).some((each) => isSameAddress(each, { channel, address }));
  const record = ledger.consents[consentKey(channel, 'marketing')];
  if (!isTheirs || !record) return [];
  return explicitBases.flatMap((basis) => {
    const at = record.granted[basis];
    if (at === undefined || record.restated?.includes(basis)) return [];
    if (basis === 'double_opt_in' && !wasNamed(profile, channel, at)) return [];
    const yes = { user, basis, at };
    return outweighs(state, yes) ? [yes] : [];
  });
}
