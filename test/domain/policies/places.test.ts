import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalZone, zonesOfCountry } from '../../../lib/domain/country-zones.ts';
import { countries } from '../../../lib/domain/events/country.ts';
import { holds } from '../../../lib/domain/policies/in-force.ts';
import { laws, presets } from '../../../lib/domain/policies/index.ts';
import type { Profile } from '../../../lib/domain/profile.ts';
import { whereaboutsOf, zonesOf } from '../../../lib/domain/whereabouts.ts';
import { ask, decider, noon } from '../asking.ts';

type Channel = 'email' | 'sms' | 'whatsapp';
/** Ids of the rows that hold for a person, save those that hold everywhere. */
function rowsFor(profile: Partial<Profile>, channel: Channel = 'email'): string[] {
  const where = whereaboutsOf(profile, channel);
  const deciding = [...laws, ...presets].filter(({ predicate }) => predicate.kind !== 'kept');
  return deciding
    .filter((row) => row.jurisdiction !== 'everywhere' && holds(row, where, channel, 'marketing', noon))
    .map(({ id }) => id);
}

describe('the law of a place', () => {
  it.each('AX SJ GI JE GG IM FO GL AD MC SM VA GF GP MQ RE YT MF BL PM WF PF NC TF'.split(' '))(
    'of %s asks for consent as that of Europe does',
    (country) => {
      expect(rowsFor({ country })).toContain('eu-consent');
    },
  );

  it.each('GF GP MQ RE YT MF BL PM WF PF NC TF'.split(' '))('of %s has the hours of France', (country) => {
    expect(rowsFor({ country }, 'sms')).toContain('fr-sms-hours');
  });

  it('of the outlying islands is that of the USA', () => {
    expect(rowsFor({ country: 'UM' }, 'sms')).toContain('us-sms-express-written');
  });

  it.each('BQ CW AW SX HK MO XK CH'.split(' '))('of %s is in no row, and its own zone brings none', (country) => {
    expect(rowsFor({ country, timezone: zonesOfCountry(country)[0] ?? 'UTC' })).toEqual([]);
    expect(zonesOfCountry(country).length).toBeGreaterThan(0);
  });
});

describe('a country that cannot be read', () => {
  const london = { timezone: 'Europe/London', email: 'a@example.co.uk' };

  it('is judged as its assigned code where it is a common slip', () => {
    for (const [slip, code] of [
      ['UK', 'GB'],
      ['uk', 'GB'],
      ['EL', 'GR'],
    ] as const) {
      expect(rowsFor({ country: slip })).toEqual(rowsFor({ country: code }));
      expect(zonesOf({ country: slip }, 'UTC')).toEqual(zonesOf({ country: code }, 'UTC'));
    }
    expect(rowsFor({ region: 'UK-ENG' })).toEqual(rowsFor({ country: 'GB' }));
    const decision = ask({ channel: 'email', profile: { ...london, country: 'UK' }, basis: 'implied' });
    expect(decision).toMatchObject({ verdict: 'skip', reason: 'no-consent' });
    expect(decider(decision)?.values).toMatchObject({ row: 'eu-consent' });
  });

  it('tells nothing, so that zone and number decide, and makes the law no laxer than no code', () => {
    const profile = fc.record(
      {
        timezone: fc.constantFrom(
          'Europe/London',
          'America/Chicago',
          'Asia/Kolkata',
          'UTC',
          'EST',
          '+05:30',
          'CET',
          'Asia/Tokyo',
        ),
        phone: fc.constantFrom('+4915112345678', '+13055550123', '+525512345678', '+883123456789'),
      },
      { requiredKeys: [] },
    );
    const code = fc.constantFrom('USA', 'ZZ', 'XX', 'Germany', 'EU', '', 'A1');
    fc.assert(
      fc.property(profile, code, fc.constantFrom('email' as const, 'sms' as const), (known, country, channel) => {
        expect(rowsFor({ ...known, country }, channel)).toEqual(rowsFor(known, channel));
        expect(zonesOf({ ...known, country }, 'UTC', channel)).toEqual(zonesOf(known, 'UTC', channel));
      }),
    );
  });

  it('nor does a code without a row of law', () => {
    const lawless = countries.filter(
      (country) => rowsFor({ country }).length + rowsFor({ country }, 'sms').length === 0,
    );
    expect(lawless).toContain('MX');
    fc.assert(
      fc.property(
        fc.constantFrom(...lawless),
        fc.constantFrom('Europe/Berlin', 'America/Toronto', 'EST', '+05:30'),
        (country, timezone) => {
          expect(rowsFor({ country, timezone })).toEqual(rowsFor({ timezone }));
        },
      ),
    );
  });
});

describe('who tells little', () => {
  /** Numbers of no country. */
  const nowhere = { phone: '+883123456789', whatsapp: '+883123456789' };

  it('and nothing of where they are is held to every row that is always on, and to no preset', () => {
    const rows = rowsFor({ email: 'a@example.com' });
    expect(rows).toEqual(expect.arrayContaining(['eu-consent', 'br-consent', 'ca-implied-inquiry', 'au-consent']));
    expect(rows).not.toContain('de-double-opt-in');
    expect(rowsFor({ timezone: 'Etc/UTC' })).toEqual(rows);
    expect(ask({ channel: 'email', profile: nowhere, basis: 'implied' }).verdict).toBe('skip');
    expect(ask({ channel: 'email', profile: nowhere, basis: 'express' }).verdict).toBe('send');
  });

  it('but a number is held to the law of its country on every channel', () => {
    expect(rowsFor({ phone: '+4915112345678' })).toEqual(rowsFor({ country: 'DE' }));
    expect(rowsFor({ whatsapp: '+4915112345678', timezone: 'UTC' })).toEqual(rowsFor({ country: 'DE' }));
  });

  it('but a clock is held to the law of all places that show its time', () => {
    expect(rowsFor({ timezone: '+05:30' }, 'sms')).toContain('in-sms-hours');
    expect(rowsFor({ timezone: 'Etc/GMT-1' })).toContain('eu-consent');
    expect(rowsFor({ timezone: 'CET' })).toEqual(expect.arrayContaining(rowsFor({ timezone: 'Europe/Berlin' })));
    const eastern = rowsFor({ timezone: 'America/New_York' }, 'sms');
    for (const timezone of ['EST5EDT', 'EST', 'US/Eastern', '-05:00', 'Etc/GMT+5']) {
      expect([timezone, rowsFor({ timezone }, 'sms')]).toEqual([timezone, expect.arrayContaining(eastern)]);
    }
  });

  it('but an unknown state is held to those of its country', () => {
    expect(rowsFor({ region: 'US-ZZ' }, 'sms')).toEqual(rowsFor({ country: 'US' }, 'sms'));
  });

  it('and whose clock shows UTC is asleep by the clocks of their places too', () => {
    expect(zonesOf({ country: 'US', timezone: 'UTC' }, 'UTC')).toEqual(
      expect.arrayContaining(['UTC', 'Pacific/Honolulu']),
    );
    expect(zonesOf({ phone: '+12125550123', timezone: 'Etc/UTC' }, 'UTC', 'sms')).toEqual([
      'Etc/UTC',
      'America/New_York',
    ]);
    expect(zonesOf({ phone: '+12125550123', timezone: '-05:00' }, 'UTC', 'sms')).toEqual(['-05:00']);
    expect(zonesOf({ country: 'GB', timezone: 'UTC' }, 'UTC')).toEqual(['UTC']);
    expect(zonesOf({ country: 'DE', timezone: 'Europe/London' }, 'UTC')).toEqual(['Europe/London']);
    expect(zonesOf({ phone: '+12125550123' }, 'Europe/Paris', 'email')).toEqual(['Europe/Paris']);
  });
});

it('zones of countries are in the spelling that links to them are turned into', () => {
  for (const country of countries) {
    expect(zonesOfCountry(country).filter((zone) => canonicalZone(zone) !== zone)).toEqual([]);
  }
});
