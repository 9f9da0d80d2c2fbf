import { type Basis, basesInForce, type ConsentEvidence, type Consents, consentKey, stateConsent } from './consent.ts';
import { wholeSecond } from './instant.ts';

/** What evidence says of a withdrawal by keyword, and of one that a provider knew of first. */
export const stopSource = (channel: string): string => `STOP by ${channel}`;
export const providerOptOut = 'opted out at the provider';

/**
 * The bases on which a channel's marketing was allowed just before a STOP. A ledger keeps only the latest withdrawal, so
 * this is asked of the evidence. What was said within the STOP's own second came before it, save the STOP itself.
 *
 * @param said what was said of the channel; times in whole seconds
 * @param stop when the STOP was, epoch milliseconds
 */
export function basesBefore(said: readonly ConsentEvidence[], stop: number): readonly Basis[] {
  const second = wholeSecond(stop);
  const isTheStop = ({ at, status, source, channel }: ConsentEvidence) =>
    at === second && status === 'withdrawn' && (source === stopSource(channel) || source === providerOptOut);
  const earlier = said.filter((each) => each.purpose === 'marketing' && each.at <= second && !isTheStop(each));
  let consents: Consents = {};
  for (const { channel, purpose, status, basis, at } of earlier) {
    const key = consentKey(channel, purpose);
    if (status === 'withdrawn') consents = stateConsent(consents, key, { status, at });
    else if (basis !== undefined) consents = stateConsent(consents, key, { status, basis, at });
  }
  const [record] = Object.values(consents);
  return basesInForce(record);
}
