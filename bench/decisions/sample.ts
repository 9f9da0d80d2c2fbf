import { bucket } from '../../lib/domain/assign.ts';
import type { Channel } from '../../lib/domain/channel.ts';
import type { Basis } from '../../lib/domain/consent.ts';
import type { Question } from '../../lib/domain/decide.ts';
import { emptyLedger, type LedgerRun, type LedgerTouch } from '../../lib/domain/ledger.ts';
import { emptyProfile } from '../../lib/domain/profile.ts';
import type { Program } from '../../lib/domain/program.ts';
import { weekdays } from '../../lib/domain/window.ts';
import { zoneOf } from '../../lib/domain/zone.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** 2027-01-11T12:00:00Z, a Monday. */
const noon = Date.UTC(2027, 0, 11, 12);
/** Where people are: the rows of law that hold there pass whoever passes the sample's own rules. */
const places = [
  { timezone: 'Europe/Berlin', country: 'DE', phone: '+4915112345678' },
  { timezone: 'America/New_York', country: 'US', region: 'US-NY', phone: '+12125550123' },
  { timezone: 'Asia/Tokyo', country: 'JP', phone: '+819012345678' },
  { timezone: 'Australia/Sydney', country: 'AU', phone: '+61412345678' },
  { timezone: 'America/Sao_Paulo', country: 'BR', phone: '+5511987654321' },
  { timezone: 'Africa/Nairobi', country: 'KE', phone: '+254712345678' },
] as const;
const channels = ['push', 'email', 'sms'] as const satisfies readonly Channel[];
const daytime = [{ days: weekdays, from: '08:00', to: '21:00' }];

const program: Program = {
  caps: [...channels.map((channel) => ({ max: 1, perMs: day, channel })), { max: 5, perMs: 7 * day }],
  windows: Object.fromEntries(channels.map((channel) => [channel, daytime])),
  spreadMs: 10 * 60_000,
  timezone: 'UTC',
  locale: 'en',
  providers: {},
};

/** Questions as a running program asks them: zones, times of day, consents and touches of the last days vary. */
export function questions(count: number): Question[] {
  return Array.from({ length: count }, (_, index) => questionOf(`user-${index}`));
}

function questionOf(user: string): Question {
  const pick = <T>(what: string, from: readonly T[]): T => {
    const picked = from[Math.floor(bucket(what, user) * from.length)];
    if (picked === undefined) throw new Error(`${what}: nothing to pick from; give at least one`);
    return picked;
  };
  const share = (what: string) => bucket(what, user);
  const channel = pick('channel', channels);
  const { phone, ...place } = pick('zone', places);
  // Nearly all are asked by their own day: touches are woken when they may speak.
  const local = noon + Math.floor(share('day') * 30) * day + Math.floor(share('second') * 14_400) * 1_000;
  const now = local - zoneOf(place.timezone).offsetAt(local) + (share('night') < 0.1 ? 12 * hour : 0);
  const run: LedgerRun = {
    id: `run-of-${user}`,
    journey: 'welcome',
    group: 'treatment',
    at: now - 3 * day,
    since: now - 3 * day,
    priority: 50,
    arms: {},
    data: {},
    by: 'invocation',
    last: 'hello',
  };
  const withdrawn = share('withdrawn') < 0.05;
  const basis: Basis = phone.startsWith('+1') && channel === 'sms' ? 'express_written' : 'double_opt_in';
  return {
    now,
    user,
    run,
    journey: { name: 'welcome', purpose: 'marketing', caps: [{ max: 3, perMs: 7 * day }] },
    step: { name: 'step', channel, content: 'words' },
    stepName: 'step',
    profile: {
      ...emptyProfile,
      ...place,
      push: [{ platform: 'fcm', token: `token-of-${user}` }],
      ...(share('email') < 0.95 && { email: `${user}@example.com` }),
      ...(share('phone') < 0.9 && { phone }),
    },
    ledger: {
      ...emptyLedger,
      version: 7,
      consents: {
        [`${channel}.marketing`]: {
          granted: share('granted') < 0.95 ? { [basis]: now - 20 * day } : {},
          ...(withdrawn && { withdrawn: now - 10 * day }),
        },
      },
      suppressed: share('suppressed') < 0.03 ? { [channel]: { reason: 'bounced', at: now - day } } : {},
      touches: Array.from({ length: 5 }, (_, nth) =>
        touchOf(now, nth, share(`age ${nth}`), pick(`of ${nth}`, channels)),
      ),
      runs: { [run.id]: run },
    },
    program,
  };
}

const touchOf = (now: number, nth: number, share: number, channel: Channel): LedgerTouch => ({
  at: now - Math.floor((1.5 * nth + 0.5 + 2 * share) * day),
  channel,
  purpose: 'marketing',
  journey: nth % 2 === 0 ? 'welcome' : 'digest',
});
