import { describe, expect, it } from 'vitest';
import { basesInForce, isWithdrawn, stateConsent } from '../../lib/domain/consent.ts';
import { emptyLedger, type Ledger } from '../../lib/domain/ledger.ts';
import { presets } from '../../lib/domain/policies/index.ts';
import { changePreferences, type PreferenceChange, preferencesOf } from '../../lib/domain/preferences.ts';
import { emptyProfile, type Profile } from '../../lib/domain/profile.ts';
import type { Program } from '../../lib/domain/program.ts';
import { decodeLedger, encodeLedger } from '../../lib/store/ledger-codec.ts';
import { day, monday, program } from '../engine/surroundings.ts';

const profile: Profile = { ...emptyProfile, email: 'ada@example.com', phone: '+4930123456', country: 'DE' };
const ledgerWith = (consents: Ledger['consents'], others: Partial<Ledger> = {}): Ledger => ({
  ...emptyLedger,
  version: 1,
  consents,
  ...others,
});
const seen = (ledger: Ledger, who: Profile | null = profile, under: Program = program, now = monday) =>
  preferencesOf({ user: 'ada', ledger, profile: who }, under, now);
const stored = (ledger: Ledger) => decodeLedger(encodeLedger(ledger));
const chosen = (ledger: Ledger, change: PreferenceChange, now = monday) =>
  stored(changePreferences(ledger, change, now));

describe('what a person sees', () => {
  it('is every channel that reaches them and that somebody delivers, in-app on until they say no', () => {
    expect(seen(emptyLedger).channels).toEqual([
      { channel: 'email', on: false, unconfirmed: false },
      { channel: 'inapp', on: true, unconfirmed: false },
    ]);
  });

  it('is also what they once agreed to and cannot be reached on, so that they can take it back', () => {
    const ledger = ledgerWith({ 'whatsapp.marketing': { granted: { express: monday - day } } });
    expect(seen(ledger, null).channels).toEqual([{ channel: 'whatsapp', on: true, unconfirmed: false }]);
  });

  it('is on while a basis is in force, off once it was withdrawn or has run out', () => {
    const on = (record: Ledger['consents']['email.marketing'], who = profile) =>
      seen(ledgerWith({ 'email.marketing': record ?? { granted: {} } }), who).channels[0]?.on;
    expect(on({ granted: { implied: monday - day } })).toBe(true);
    expect(on({ granted: { implied: monday - day }, withdrawn: monday })).toBe(false);
    expect(on({ granted: { implied: monday - 3 * 366 * day } }, { ...profile, country: 'CA' })).toBe(false);
  });

  it('says where a yes is not enough', () => {
    const ledger = ledgerWith({ 'email.marketing': { granted: { express: monday - day } } });
    const german = { ...program, policies: presets.filter(({ id }) => id === 'de-double-opt-in') };
    expect(seen(ledger, profile, german).channels[0]).toEqual({ channel: 'email', on: true, unconfirmed: true });
    expect(seen(ledger, { ...profile, country: 'AT' }, german).channels[0]?.unconfirmed).toBe(false);
  });

  it('is a closed channel with its reason, and a pause until it is over', () => {
    const suppressed = { email: { reason: 'bounced', at: monday } } as const;
    const ledger = ledgerWith({}, { suppressed, wishes: { pausedUntil: monday + day } });
    expect(seen(ledger).channels[0]).toMatchObject({ channel: 'email', suppressed: suppressed.email });
    expect(seen(ledger).pausedUntil).toBe(monday + day);
    expect(seen(ledger, profile, program, monday + day).pausedUntil).toBeUndefined();
  });
});

describe('what a person chooses', () => {
  it('is a yes or a no of theirs, and leaves what is not named as it was', () => {
    const before = ledgerWith({ 'push.marketing': { granted: { double_opt_in: monday - day } } });
    const { consents } = chosen(before, { channels: { email: true, sms: false } });
    expect(consents).toEqual({
      'email.marketing': { granted: { express: monday } },
      'sms.marketing': { granted: {}, withdrawn: monday },
      'push.marketing': { granted: { double_opt_in: monday - day } },
    });
  });

  it('holds in the order they said it, however fast', () => {
    let ledger: Ledger = emptyLedger;
    const on = () => basesInForce(ledger.consents['email.marketing']).length > 0;
    for (const email of [true, false, true, false, true]) {
      ledger = chosen(ledger, { channels: { email } }, monday + 400);
      expect(on()).toBe(email);
    }
    const { granted } = ledger.consents['email.marketing'] ?? {};
    expect(granted).toEqual({ express: monday });
    const no = { status: 'withdrawn', at: monday + 400 } as const;
    const elsewhere = stateConsent(ledger.consents, 'email.marketing', no);
    expect(isWithdrawn(stored({ ...ledger, consents: elsewhere }).consents['email.marketing'])).toBe(true);
  });

  it('brings back no proof that their no ended, not even one of the same second', () => {
    const proven = ledgerWith({ 'email.marketing': { granted: { double_opt_in: monday } } });
    const back = chosen(chosen(proven, { channels: { email: false } }), { channels: { email: true } });
    expect(basesInForce(back.consents['email.marketing'])).toEqual(['express']);
  });

  it('is kept as wishes, and leaves no trace when there are none any more', () => {
    const wished = chosen(emptyLedger, {
      topics: { tips: false, offers: false },
      frequency: 'weekly',
      pausedUntil: monday + day,
    });
    expect(wished.wishes).toEqual({
      topicsOff: ['offers', 'tips'],
      frequency: 'weekly',
      pausedUntil: monday + day,
    });
    expect(chosen(wished, { topics: { tips: true } }).wishes).toMatchObject({ topicsOff: ['offers'] });
    const back = chosen(wished, { topics: { tips: true, offers: true }, frequency: null, pausedUntil: null });
    expect(back.wishes).toBeUndefined();
  });
});
