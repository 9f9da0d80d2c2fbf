import { askApprovalAgainAt, shortVersion } from '../approval.ts';
import {
  type Basis,
  basesInForce,
  type ConsentRecord,
  consentKey,
  hasRunOut,
  isWithdrawn,
  needsConsent,
} from '../consent.ts';
import { iso } from '../instant.ts';
import type { StepRules } from '../journey-rules.ts';
import type { Suppression } from '../ledger.ts';
import { askAgainAt, pauseOf } from '../pause.ts';
import type { InForce } from '../policies/in-force.ts';
import { addressesOf } from '../profile.ts';
import type { Question } from './question.ts';
import { hold, pass, type Rule, skip, type Verdict } from './verdict.ts';

/** What of a question tells whether a channel is open to a person at all, whatever the touch and the hour. */
export type Permission = (
  asked: Pick<Question, 'now' | 'profile' | 'ledger'> & {
    readonly run: Pick<Question['run'], 'id'>;
    readonly journey: Pick<Question['journey'], 'name' | 'purpose'>;
    readonly program: Pick<Question['program'], 'indispensable'>;
  },
  step: Pick<StepRules, 'channel'>,
  law: InForce,
) => Verdict | null;

/** Somebody stopped everything, this channel or this journey for a while: it concerns transactional too. */
export const pause: Rule = ({ now, journey, pauses }, { channel }) => {
  const found = pauses ? pauseOf(pauses, journey.name, channel) : null;
  return found && hold('paused', askAgainAt(found, now), { paused: found.of, since: iso(found.since) });
};

/** What is said is live, so a version that somebody has not approved is not said to those who are inside either. */
export const approval: Rule = ({ now, approval: standing }) => {
  if (!standing) return null;
  const { version, approved, since } = standing;
  const values = { version: shortVersion(version) };
  return approved ? pass(values) : hold('awaiting-approval', askApprovalAgainAt(since, now), values);
};

export const reach: Permission = ({ profile, run }, { channel }) => {
  const addresses = profile ? addressesOf(profile, channel, run.id).length : 0;
  return addresses > 0 ? pass({ addresses }) : skip('unreachable', { profile: profile !== null });
};

export const suppression: Permission = ({ ledger, journey, program }, { channel }) => {
  const found = ledger.suppressed[channel];
  if (!found) return pass();
  const values = { reason: found.reason, at: iso(found.at) };
  return isExempt(found, journey, program.indispensable) ? pass(values) : skip('suppressed', values);
};

/**
 * An erasure is about marketing: an account that is opened later gets its receipts. A complaint leaves what the program
 * calls indispensable, as long as the address works.
 */
function isExempt(
  { reason, bounced }: Suppression,
  { name, purpose }: Pick<Question['journey'], 'name' | 'purpose'>,
  indispensable: readonly string[] = [],
): boolean {
  if (purpose !== 'transactional') return false;
  return reason === 'erased' || (reason === 'complained' && !bounced && indispensable.includes(name));
}

/** The last word is not no, neither theirs nor their mailbox's; a basis is in force, and every row that asks for certain ones finds one of them. */
export const consent: Permission = ({ now, ledger, journey: { purpose } }, { channel }, law) => {
  const record = ledger.consents[consentKey(channel, purpose)];
  if (record?.withdrawn !== undefined && isWithdrawn(record)) {
    return skip('consent-withdrawn', { at: iso(record.withdrawn) });
  }
  if (channel === 'email' && purpose === 'marketing' && ledger.mailboxOptOut !== undefined) {
    return skip('consent-withdrawn', { at: iso(ledger.mailboxOptOut), mailbox: true });
  }
  const needed = needsConsent(channel, purpose);
  if (!needed && law.needs.length === 0) return pass({ needed });
  const inForce = basesInForce(record, now, law.expiries);
  const missed = law.needs.find(({ anyOf }) => !anyOf.some((basis) => inForce.includes(basis)));
  if (missed || inForce.length === 0) return refused(record, now, law, inForce, missed);
  const basis = inForce.join(' ');
  return pass(law.needs.length === 0 ? { basis } : { basis, rows: law.needRows });
};

/** A basis that would do but has run out is the better answer to "why?". */
function refused(
  record: ConsentRecord | undefined,
  now: number,
  { expiries }: InForce,
  inForce: readonly Basis[],
  missed: InForce['needs'][number] | undefined,
): Verdict {
  const granted = basesInForce(record);
  const wouldDo = missed ? granted.filter((basis) => missed.anyOf.includes(basis)) : granted;
  const over = record && expiries.find((expiry) => wouldDo.some((basis) => hasRunOut(record, basis, now, expiry)));
  if (record && over) {
    const at = iso((record.granted[over.basis] ?? now) + over.afterMs);
    return skip('no-consent', { row: over.row, expired: over.basis, at });
  }
  if (!missed) return skip('no-consent');
  return skip('no-consent', { row: missed.row, needs: missed.anyOf.join(' '), basis: inForce.join(' ') });
}

/** What a row refuses whatever the person said. */
export const policy: Permission = (_question, _step, { refusal }) =>
  refusal === undefined ? null : skip('not-allowed', { row: refusal });
