import { type Cap, checkCaps } from './cap.ts';
import type { Channel, Purpose } from './channel.ts';
import { basesInForce, consentKey, isWithdrawn, needsConsent } from './consent.ts';
import type { Decision, HoldReason, RuleName, SkipReason, Tried } from './decision.ts';
import { iso, wholeSecond } from './instant.ts';
import type { Guard, JourneyRules, StepRules } from './journey-rules.ts';
import type { Ledger, LedgerRun } from './ledger.ts';
import { addressesOf, type Profile } from './profile.ts';
import type { Program } from './program.ts';
import { spreadWithin, windowFor } from './schedule.ts';
import { satisfies, type TouchRecord } from './touch-record.ts';
import { zonesOf } from './whereabouts.ts';

/** All that a decision depends on. Pure: the same answer in Lambda, sandbox, simulation and test. */
export interface Question {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly run: LedgerRun;
  readonly journey: Pick<JourneyRules, 'name' | 'purpose' | 'caps'>;
  /** Absent when the journey no longer has this step. */
  readonly step: StepRules | undefined;
  readonly stepName: string;
  /** Pinned channel, for a step that is gone. */
  readonly guard?: { readonly unless: Guard; readonly ladder: readonly TouchRecord[] };
  readonly profile: Profile | null;
  readonly ledger: Ledger;
  readonly program: Program;
}

/** A sign-up may arrive before its profile and consent: how long a run's first touch waits for them. */
export const acquaintanceMs = 30 * 60_000;
const firstLookMs = 15_000;

type Verdict =
  | { readonly verdict: 'pass'; readonly values?: Tried['values'] }
  | { readonly verdict: 'hold'; readonly reason: HoldReason; readonly until: number; readonly values?: Tried['values'] }
  | { readonly verdict: 'skip'; readonly reason: SkipReason; readonly values?: Tried['values'] };

type Rule = (question: Question, step: StepRules) => Verdict | null;

const pass = (values?: Tried['values']): Verdict => ({ verdict: 'pass', ...(values && { values }) });
const skip = (reason: SkipReason, values?: Tried['values']): Verdict => ({
  verdict: 'skip',
  reason,
  ...(values && { values }),
});

/** May this step speak now? Rules are asked in a fixed order; the first that does not pass decides. */
export function decide(question: Question): Decision {
  const { now, step } = question;
  const tried: Tried[] = [];
  if (!step) {
    return { at: now, verdict: 'skip', reason: 'no-content', tried: [{ rule: 'content', verdict: 'skip' }] };
  }
  for (const [rule, ask] of rules) {
    const answer = ask(question, step);
    if (!answer) continue;
    tried.push({ rule, verdict: answer.verdict, ...(answer.values && { values: answer.values }) });
    if (answer.verdict === 'hold') {
      return { at: now, verdict: 'hold', reason: answer.reason, until: answer.until, tried };
    }
    if (answer.verdict === 'skip') return { at: now, verdict: 'skip', reason: answer.reason, tried };
  }
  return { at: now, verdict: 'send', tried };
}

/** A rule that has nothing to say of this touch answers `null` and leaves no trace. */
const rules: readonly (readonly [RuleName, Rule])[] = [
  ['guard', guard],
  ['condition', condition],
  ['acquaintance', acquaintance],
  ['reach', reach],
  ['suppression', suppression],
  ['consent', consent],
  ['window', window],
  ['cap', cap],
];

function guard({ guard }: Question): Verdict | null {
  if (!guard) return null;
  const over = guard.ladder.some(({ reason }) => reason === 'satisfied');
  const satisfied = over || guard.ladder.some(({ feedback }) => satisfies(guard.unless, feedback));
  return satisfied ? skip('satisfied', { unless: guard.unless }) : pass({ unless: guard.unless });
}

function condition({ now, profile }: Question, { when }: StepRules): Verdict | null {
  if (!when) return null;
  const at = profile?.engaged[when.engagedWith];
  const values = { engagedWith: when.engagedWith, lastAt: at === undefined ? null : iso(at) };
  return at !== undefined && now - at < when.withinMs ? pass(values) : skip('not-engaged', values);
}

function acquaintance({ now, run, journey, profile, ledger }: Question, { channel }: StepRules): Verdict | null {
  const age = now - run.since;
  if (run.last !== undefined || age >= acquaintanceMs) return null;
  const until = Math.min(run.since + acquaintanceMs, now + Math.max(firstLookMs, age));
  if (!profile) return { verdict: 'hold', reason: 'awaiting-profile', until: wholeSecond(until) };
  const known = ledger.consents[consentKey(channel, journey.purpose)] !== undefined;
  if (known || !needsConsent(channel, journey.purpose)) return null;
  return { verdict: 'hold', reason: 'awaiting-consent', until: wholeSecond(until) };
}

function reach({ profile, run }: Question, { channel }: StepRules): Verdict {
  const addresses = profile ? addressesOf(profile, channel, run.id).length : 0;
  return addresses > 0 ? pass({ addresses }) : skip('unreachable', { profile: profile !== null });
}

function suppression({ ledger }: Question, { channel }: StepRules): Verdict {
  const found = ledger.suppressed[channel];
  return found ? skip('suppressed', { reason: found.reason, at: iso(found.at) }) : pass();
}

function consent({ ledger, journey: { purpose } }: Question, { channel }: StepRules): Verdict {
  const record = ledger.consents[consentKey(channel, purpose)];
  if (record?.withdrawn !== undefined && isWithdrawn(record)) {
    return skip('consent-withdrawn', { at: iso(record.withdrawn) });
  }
  if (!needsConsent(channel, purpose)) return pass({ needed: false });
  const inForce = basesInForce(record);
  return inForce.length > 0 ? pass({ basis: inForce.join(' ') }) : skip('no-consent');
}

function window(question: Question, { channel }: StepRules): Verdict | null {
  const { now, journey, profile, program, run, stepName } = question;
  if (journey.purpose !== 'marketing' || !program.windows[channel]) return null;
  const context = { run, purpose: journey.purpose, profile, program };
  const { allowed, next } = windowFor(channel, now, context);
  const values = { zone: zonesOf(profile, program.timezone).join(' ') };
  if (allowed) return pass(values);
  if (next === null) return skip('never-open', values);
  const until = spreadWithin({ step: stepName, channel }, next, context);
  return { verdict: 'hold', reason: 'outside-window', until, values };
}

function cap({ now, ledger, journey, program, run }: Question, { channel }: StepRules): Verdict | null {
  if (journey.purpose !== 'marketing') return null;
  const counted = ledger.touches.filter(({ ghost }) => ghost === undefined || ghost === run.id);
  const own = counted.filter((touch) => touch.journey === journey.name);
  const full =
    binding({ now, channel, purpose: journey.purpose, caps: program.caps, touches: counted }) ??
    binding({ now, channel, purpose: journey.purpose, caps: journey.caps, touches: own }, journey.name);
  return full ?? pass({ counted: counted.length });
}

function binding(
  asked: Parameters<typeof checkCaps>[0] & { channel: Channel; purpose: Purpose },
  journey?: string,
): Verdict | null {
  const { allowed, freeAt, cap: full } = checkCaps(asked);
  if (allowed) return null;
  return skip('capped', {
    ...(full && capValues(full)),
    ...(journey && { journey }),
    freeAt: freeAt === null ? null : iso(freeAt),
  });
}

const capValues = ({ max, perMs, channel }: Cap) => ({ max, perHours: perMs / 3_600_000, channel: channel ?? 'all' });
