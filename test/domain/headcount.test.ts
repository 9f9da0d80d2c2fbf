import { describe, expect, it } from 'vitest';
import { addHeadcounts, type Countable, type CountTerms, headcountOf } from '../../lib/domain/headcount.ts';
import { emptyLedger, type Ledger } from '../../lib/domain/ledger.ts';
import { emptyProfile, type Profile } from '../../lib/domain/profile.ts';
import { monday, program } from '../engine/surroundings.ts';

const terms: CountTerms = { purpose: 'marketing', journey: 'welcome', channels: ['email', 'sms', 'inapp'], program };
const person = (profile: Partial<Profile>, ledger: Partial<Ledger> = {}): Countable => ({
  profile: { ...emptyProfile, ...profile },
  ledger: { ...emptyLedger, ...ledger },
});
const yes = (basis: string, at = monday - 1000) => ({ granted: { [basis]: at } });
const count = (...people: Countable[]) => headcountOf(people, terms, monday);
const email = (market: string, people: Countable[]) => count(...people)[market]?.channels.email;

describe('a headcount', () => {
  it('tells markets apart by the country of the profile, and keeps to countries', () => {
    const counted = count(
      person({ country: 'DE' }),
      person({ country: 'DE' }),
      person({ country: 'US' }),
      person({}),
      person({ country: 'somewhere' }),
    );
    expect(Object.fromEntries(Object.entries(counted).map(([market, { people }]) => [market, people]))).toEqual({
      DE: 2,
      US: 1,
      unknown: 2,
    });
  });

  it.each([
    ['without an address', person({ country: 'US' }, { consents: { 'email.marketing': yes('express') } }), [0, 0]],
    ['without consent', person({ country: 'US', email: 'a@example.com' }), [1, 0]],
    [
      'who agreed',
      person({ country: 'US', email: 'a@example.com' }, { consents: { 'email.marketing': yes('express') } }),
      [1, 1],
    ],
    [
      'who withdrew',
      person(
        { country: 'US', email: 'a@example.com' },
        { consents: { 'email.marketing': { ...yes('express'), withdrawn: monday } } },
      ),
      [1, 0],
    ],
    [
      'whose address bounced',
      person(
        { country: 'US', email: 'a@example.com' },
        { consents: { 'email.marketing': yes('express') }, suppressed: { email: { reason: 'bounced', at: monday } } },
      ),
      [1, 0],
    ],
  ] as const)('of somebody %s', (_, who, [address, allowed]) => {
    expect(email('US', [who])).toEqual({ address, allowed });
  });

  it('asks for what the law of each market asks for', () => {
    const phone = { US: '+12125550001', IN: '+919812340001' };
    const texted = (country: 'US' | 'IN', basis: string) =>
      count(person({ country, phone: phone[country] }, { consents: { 'sms.marketing': yes(basis) } }))[country]
        ?.channels.sms;
    expect(texted('US', 'express')).toEqual({ address: 1, allowed: 0 });
    expect(texted('US', 'express_written')).toEqual({ address: 1, allowed: 1 });
    // Nothing is registered with an Indian operator.
    expect(texted('IN', 'express_written')).toEqual({ address: 1, allowed: 0 });
  });

  it('needs no address and no consent in the app, and no consent for what is transactional', () => {
    const plain = person({ country: 'US', email: 'a@example.com' });
    expect(count(plain).US?.channels.inapp).toEqual({ address: 1, allowed: 1 });
    const transactional = headcountOf([plain], { ...terms, purpose: 'transactional' }, monday);
    expect(transactional.US?.channels.email).toEqual({ address: 1, allowed: 1 });
  });

  it('is the same however the people are parted', () => {
    const people = Array.from({ length: 60 }, (_, n) =>
      person(
        { country: ['DE', 'US', 'BR'][n % 3] ?? 'DE', ...(n % 4 > 0 && { email: `p${n}@example.com` }) },
        n % 5 > 0 ? { consents: { 'email.marketing': yes('double_opt_in') } } : {},
      ),
    );
    const whole = count(...people);
    for (const at of [0, 1, 17, 60]) {
      expect(addHeadcounts(count(...people.slice(0, at)), count(...people.slice(at)))).toEqual(whole);
    }
    expect(whole.DE).toEqual({
      people: 20,
      channels: {
        email: { address: 15, allowed: 12 },
        sms: { address: 0, allowed: 0 },
        inapp: { address: 20, allowed: 20 },
      },
    });
  });
});
