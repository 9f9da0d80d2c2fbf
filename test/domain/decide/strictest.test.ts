import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cap, checkCaps } from '../../../lib/domain/cap.ts';
import { type Channel, channels } from '../../../lib/domain/channel.ts';
import { bases, consentKey } from '../../../lib/domain/consent.ts';
import { zonesOfCountry } from '../../../lib/domain/country-zones.ts';
import { emptyLedger, type LedgerTouch } from '../../../lib/domain/ledger.ts';
import { laws, presets } from '../../../lib/domain/policies/index.ts';
import type { Policy } from '../../../lib/domain/policies/policy.ts';
import type { Profile } from '../../../lib/domain/profile.ts';
import { windowFor } from '../../../lib/domain/schedule.ts';
import { states, zonesOfState } from '../../../lib/domain/us-states.ts';
import { type OpenRange, weekdays } from '../../../lib/domain/window.ts';
import { ask, day, hour, plain, questionOf } from '../asking.ts';

const minute = 60_000;
const yearBegins = Date.UTC(2027, 0);
const anyInstant = fc.integer({ min: 0, max: 365 * 1440 - 1 }).map((minutes) => yearBegins + minutes * minute);
const numbers = [
  '+12125550123',
  '+13055550123',
  '+15125550123',
  '+18005550123',
  '+4915112345678',
  '+33612345678',
  '+919812345678',
  '+14165550123',
  '+5511987654321',
  '+61412345678',
];
const anyone: fc.Arbitrary<Partial<Profile>> = fc
  .record(
    {
      country: fc.constantFrom('US', 'FR', 'DE', 'IN', 'CA', 'BR', 'AU', 'JP'),
      region: fc.constantFrom('US-TX', 'US-FL', 'US-NY', 'US-WA', 'US-PA', 'FR-75', 'CA-ON'),
      timezone: fc.constantFrom('America/New_York', 'America/Chicago', 'Europe/Paris', 'Asia/Kolkata', 'UTC'),
      phone: fc.constantFrom(...numbers),
      whatsapp: fc.constantFrom(...numbers),
    },
    { requiredKeys: ['phone', 'whatsapp'] },
  )
  .map((profile) => profile);
const anyRows = fc.subarray([...laws, ...presets].filter(({ predicate }) => predicate.kind !== 'kept'));

/** Local weekday and time as Intl tells them: no arithmetic of ours. */
function isOpen(zone: string, at: number, open: readonly OpenRange[]): boolean {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = value;
  const time = `${parts.hour}:${parts.minute}`;
  const today = parts.weekday?.toLowerCase();
  return open.some(({ days, from, to }) => days.some((name) => name === today) && time >= from && time < to);
}
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const options = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', options);
  formats.set(timeZone, format);
  return format;
}

describe('the strictest row wins', () => {
  it('lets nobody speak whom any single row would not', () => {
    const touches = fc.array(fc.record({ ago: fc.integer({ min: 0, max: 30 * hour }), own: fc.boolean() }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        anyone,
        anyRows,
        fc.constantFrom(...channels),
        fc.constantFrom(...bases),
        anyInstant,
        touches,
        (profile, rows, channel, basis, now, before) => {
          const consents = { [consentKey(channel, 'marketing')]: { granted: { [basis]: now - 200 * day } } };
          const ledger = {
            consents,
            touches: before.map(({ ago, own }) => ({
              at: now - ago,
              channel,
              purpose: 'marketing' as const,
              journey: own ? 'j' : 'k',
            })),
          };
          const under = (policies: readonly Policy[]) =>
            ask({ channel, profile, now, ledger, program: { policies } }).verdict;
          const all = under(rows);
          // And the other way round: who passes every single row passes them all.
          expect(all === 'send').toBe(rows.every((row) => under([row]) === 'send'));
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('windows', () => {
  const windowsOf = (ids: readonly string[]) =>
    laws.flatMap(({ id, predicate }) => (ids.includes(id) && predicate.kind === 'window' ? [predicate.open] : []));
  type Case = [profile: Partial<Profile>, zones: readonly string[], rows: readonly string[]];
  const cases: readonly Case[] = [
    [
      { country: 'US', phone: '+18005550123' },
      [...zonesOfCountry('US'), ...zonesOfCountry('CA')],
      ['us-sms-hours', 'us-fl-ok-md-sms-hours', 'us-wa-sms-hours', 'us-tx-sms-hours'],
    ],
    [
      { region: 'US-TX', phone: '+13055550123' },
      [...zonesOfState('US-TX'), ...zonesOfState('US-FL')],
      ['us-tx-sms-hours', 'us-fl-ok-md-sms-hours'],
    ],
    [
      { phone: '+33612345678', region: 'US-HI' },
      ['Europe/Paris', 'Pacific/Honolulu'],
      ['us-sms-hours', 'fr-sms-hours'],
    ],
    ...states.map((state): Case => {
      return [{ region: state, phone: '+12125550123' }, [...zonesOfState(state), 'America/New_York'], ['us-sms-hours']];
    }),
  ];

  it.each(cases)(
    'of %j hold in every zone that it may mean, over every change of the clocks in 2027',
    (profile, zones, rows) => {
      const program = { ...plain, windows: { sms: [{ days: weekdays, from: '07:00', to: '20:30' }] } };
      const question = questionOf({ profile, program });
      const changes = [...new Set(zones.flatMap(changesOf))];
      const opens = [program.windows.sms, ...windowsOf(rows)];
      let tried = 0;
      for (const change of changes) {
        for (let at = change - 26 * hour; at < change + 26 * hour; at += 97 * minute) {
          const { next } = windowFor('sms', at, { purpose: 'marketing', profile: question.profile, program });
          if (next === null) continue;
          tried += 1;
          for (const zone of zones)
            for (const open of opens) expect([zone, next, isOpen(zone, next, open)]).toEqual([zone, next, true]);
          expect(next).toBeGreaterThanOrEqual(at);
        }
      }
      expect(tried > 0).toBe(changes.length > 0);
    },
  );

  const known = new Map<string, number[]>();
  /** Instants of 2027 at which a zone changes its offset, to the minute. */
  function changesOf(zone: string): number[] {
    const found = known.get(zone) ?? search(zone);
    known.set(zone, found);
    return found;
  }
  function search(timeZone: string): number[] {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' });
    const offset = (at: number) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
    return Array.from({ length: 365 }, (_, n) => yearBegins + n * day).filter((at) => offset(at) !== offset(at + day));
  }
});

describe('caps', () => {
  const anyCap: fc.Arbitrary<Cap> = fc
    .record({
      max: fc.integer({ min: 1, max: 4 }),
      hours: fc.integer({ min: 1, max: 60 }),
      channel: fc.option(fc.constantFrom(...channels), { nil: undefined }),
    })
    .map(({ max, hours, channel }) => ({ max, perMs: hours * hour, ...(channel && { channel }) }));
  const anyRowCap = fc.record({
    max: fc.integer({ min: 1, max: 3 }),
    hours: fc.integer({ min: 1, max: 48 }),
    of: fc.constantFrom('subject', 'person'),
  });
  const wishes = fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 6 * hour }),
      channel: fc.constantFrom(...channels),
      journey: fc.constantFrom('j', 'k'),
    }),
    { minLength: 5, maxLength: 60 },
  );

  it('of rows, program, journeys and people are never exceeded together', () => {
    fc.assert(
      fc.property(
        fc.array(anyCap, { maxLength: 3 }),
        fc.array(anyCap, { maxLength: 2 }),
        anyRowCap,
        fc.boolean(),
        wishes,
        (program, own, row, weekly, plan) => {
          const cap = { kind: 'cap', max: row.max, perMs: row.hours * hour, of: row.of } as const;
          const policy: Policy = {
            id: 'x',
            title: 't',
            jurisdiction: 'everywhere',
            channels,
            purposes: ['marketing'],
            predicate: cap,
            source: 's',
            certainty: 'sure',
          };
          const sent: LedgerTouch[] = [];
          let now = yearBegins;
          for (const { after, channel, journey } of plan) {
            now += after;
            const ledger = {
              ...emptyLedger,
              touches: sent,
              ...consented(now),
              ...(weekly && { wishes: { frequency: 'weekly' as const } }),
            };
            const asked = { now, channel, journey: { name: journey, purpose: 'marketing' as const, caps: own } };
            const { verdict } = ask({ ...asked, ledger, program: { caps: program, policies: [policy] } });
            if (verdict === 'send') sent.push({ at: now, channel, purpose: 'marketing', journey });
          }
          const within = (cap: Cap, counts: (touch: LedgerTouch) => boolean) => {
            const counted = sent.filter((touch) => counts(touch) && (!cap.channel || touch.channel === cap.channel));
            return counted.every(
              ({ at }) => counted.filter((touch) => touch.at > at - cap.perMs && touch.at <= at).length <= cap.max,
            );
          };
          const all = () => true;
          for (const cap of program) expect(within(cap, all)).toBe(true);
          for (const name of ['j', 'k']) {
            const mine = ({ journey }: LedgerTouch) => journey === name;
            for (const cap of own) expect(within(cap, mine)).toBe(true);
            for (const channel of channels)
              expect(within({ ...cap, channel }, row.of === 'person' ? all : mine)).toBe(true);
          }
          if (weekly) expect(within({ max: 1, perMs: 7 * day }, all)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('let a touch through again at the very instant that checkCaps says', () => {
    fc.assert(
      fc.property(
        fc.array(anyCap, { minLength: 1, maxLength: 3 }),
        fc.array(fc.nat({ max: 40 }), { maxLength: 8 }),
        (caps, hours) => {
          const now = yearBegins;
          const touches = hours.map((ago) => ({
            at: now - ago * hour,
            channel: 'email' as const,
            purpose: 'marketing' as const,
            journey: 'j',
          }));
          const { allowed, freeAt } = checkCaps({ now, channel: 'email', purpose: 'marketing', caps, touches });
          const asked = (at: number) =>
            ask({ channel: 'email', now: at, ledger: { touches, ...consented(at) }, program: { caps, policies: [] } })
              .verdict;
          expect(asked(now) === 'send').toBe(allowed);
          if (freeAt !== null) expect(asked(freeAt)).toBe('send');
        },
      ),
    );
  });
});

const consented = (now: number) => ({
  consents: Object.fromEntries(
    channels.map((channel: Channel) => [consentKey(channel, 'marketing'), { granted: { express_written: now - day } }]),
  ),
});
