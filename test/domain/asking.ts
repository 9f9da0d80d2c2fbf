import type { Channel } from '../../lib/domain/channel.ts';
import { type Basis, consentKey } from '../../lib/domain/consent.ts';
import { decide, type Question } from '../../lib/domain/decide.ts';
import type { Decision } from '../../lib/domain/decision.ts';
import { emptyLedger, type LedgerRun, type LedgerTouch } from '../../lib/domain/ledger.ts';
import { emptyProfile, type Profile } from '../../lib/domain/profile.ts';
import type { Program } from '../../lib/domain/program.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
/** 2027-01-11T12:00:00Z, a Monday. */
export const noon = Date.UTC(2027, 0, 11, 12);

/** A program that asks for nothing itself: whatever decides is law, or is added by the test. */
export const plain: Program = { caps: [], windows: {}, spreadMs: 0, timezone: 'UTC', locale: 'en', providers: {} };

export const runOf = (more: Partial<LedgerRun> = {}): LedgerRun => ({
  id: 'run',
  journey: 'j',
  group: 'treatment',
  at: noon - 10 * day,
  since: noon - 10 * day,
  priority: 50,
  arms: {},
  data: {},
  by: 'i',
  last: 'before',
  ...more,
});

export const touched = (at: number, channel: Channel = 'sms', more: Partial<LedgerTouch> = {}): LedgerTouch => ({
  at,
  channel,
  purpose: 'marketing',
  journey: 'j',
  ...more,
});

export interface Asked extends Partial<Omit<Question, 'profile' | 'step' | 'ledger' | 'program'>> {
  readonly channel?: Channel;
  readonly profile?: Partial<Profile>;
  /** What the person agreed on, a day before. */
  readonly basis?: Basis;
  readonly grantedAt?: number;
  readonly ledger?: Partial<Question['ledger']>;
  readonly program?: Partial<Program>;
}

/** One step for one person who can be reached on every channel and agreed to this one. */
export function questionOf(asked: Asked = {}): Question {
  const { channel = 'sms', profile, basis = 'express_written', ledger, program, now = noon, ...more } = asked;
  const purpose = more.journey?.purpose ?? 'marketing';
  const reachable = {
    email: 'ada@example.com',
    phone: '+4915112345678',
    whatsapp: '+4915112345678',
    push: [{ platform: 'fcm', token: 't' }],
  } as const;
  return {
    now,
    user: 'ada',
    run: runOf(),
    journey: { name: 'j', purpose, caps: [] },
    step: { name: 's', channel, content: 'c' },
    stepName: 's',
    profile: { ...emptyProfile, ...reachable, ...profile },
    ledger: {
      ...emptyLedger,
      consents: { [consentKey(channel, purpose)]: { granted: { [basis]: asked.grantedAt ?? now - day } } },
      ...ledger,
    },
    program: { ...plain, ...program },
    ...more,
  };
}

export const ask = (asked: Asked = {}): Decision => decide(questionOf(asked));

/** The rule that decided. */
export const decider = ({ tried }: Decision) => tried.at(-1);
