import { basesInForce, type ConsentEvidence, type Consents, consentKey, stateConsent } from '../../domain/consent.ts';
import { fromIso, iso } from '../../domain/instant.ts';
import { type Dossier, evidenceIn } from '../../store/dossier.ts';

/**
 * What a person had agreed to at some instant, and all that shows it: told from the evidence alone, so that it is the
 * same whatever happened since.
 *
 * @param at epoch milliseconds
 */
export function consentAt({ items }: Dossier, at: number) {
  const evidence = evidenceIn(items)
    .filter((said) => said.at <= at)
    .sort((a, b) => a.at - b.at);
  const consents = evidence.reduce<Consents>((all, said) => {
    const statement = statementOf(said);
    return statement ? stateConsent(all, consentKey(said.channel, said.purpose), statement) : all;
  }, {});
  return {
    at: iso(at),
    inForce: Object.fromEntries(Object.entries(consents).map(([key, record]) => [key, basesInForce(record)])),
    evidence: evidence.map((said) => ({ ...said, at: iso(said.at) })),
  };
}

function statementOf({ status, basis, at }: ConsentEvidence) {
  if (status === 'withdrawn') return { status, at } as const;
  return basis === undefined ? null : ({ status, basis, at } as const);
}

/** @throws RuleError for what is no instant */
export const readInstant = (text: string): number => fromIso(text);
