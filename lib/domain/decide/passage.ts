import { consentKey, needsConsent } from '../consent.ts';
import { iso } from '../instant.ts';
import { satisfies } from '../touch-record.ts';
import { hold, pass, type Rule, skip } from './verdict.ts';

/** A sign-up may arrive before its profile and consent: how long a run's first touch waits for them. */
export const acquaintanceMs = 30 * 60_000;
export const firstLookMs = 15_000;

/** A rung of a ladder that is over, or whose guard is satisfied, is not needed. */
export const guard: Rule = ({ guard }) => {
  if (!guard) return null;
  const over = guard.ladder.some(({ reason }) => reason === 'satisfied');
  const satisfied = over || guard.ladder.some(({ feedback }) => satisfies(guard.unless, feedback));
  return satisfied ? skip('satisfied', { unless: guard.unless }) : pass({ unless: guard.unless });
};

/** The step is for those who engaged on a channel. */
export const condition: Rule = ({ now, profile }, { when }) => {
  if (!when) return null;
  const at = profile?.engaged[when.engagedWith];
  const values = { engagedWith: when.engagedWith, lastAt: at === undefined ? null : iso(at) };
  return at !== undefined && now - at < when.withinMs ? pass(values) : skip('not-engaged', values);
};

/** The first touch waits a little for news that may be on its way. */
export const acquaintance: Rule = ({ now, run, journey, profile, ledger }, { channel }) => {
  const age = now - run.since;
  if (run.last !== undefined || age >= acquaintanceMs) return null;
  const until = Math.min(run.since + acquaintanceMs, now + Math.max(firstLookMs, age));
  // A profile that only an order created, or an introduction that is under way, says nothing of the person yet.
  const isEmpty = profile && Object.keys(profile.told).length === 0 && (profile.orders || profile.loose);
  const isIntroduced = profile && !isEmpty;
  if (!isIntroduced) return hold('awaiting-profile', until);
  const known = ledger.consents[consentKey(channel, journey.purpose)] !== undefined;
  if (known || !needsConsent(channel, journey.purpose)) return null;
  return hold('awaiting-consent', until);
};
