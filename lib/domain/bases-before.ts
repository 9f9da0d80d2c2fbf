import { type Basis, basesInForce, type ConsentEvidence, type Consents, consentKey, stateConsent } from './consent.ts';
import { wholeSecond } from './instant.ts';

/**
 * The bases on which a channel's marketing was allowed just before an instant. A ledger keeps only the latest
 * withdrawal, so this is asked of the evidence.
 *
 * @param said what was said of the channel; times in whole seconds
 * @param at epoch milliseconds
 */
export function basesBefore(said: readonly ConsentEvidence[], at: number): readonly Basis[] {
  const earlier = said.filter((each) => each.purpose === 'marketing' && each.at < wholeSecond(at));
  let consents: Consents = {};
  for (const { channel, purpose, status, basis, at } of earlier) {
    const key = consentKey(channel, purpose);
    if (status === 'withdrawn') consents = stateConsent(consents, key, { status, at });
    else if (basis !== undefined) consents = stateConsent(consents, key, { status, basis, at });
  }
  const [record] = Object.values(consents);
  return basesInForce(record);
}
