import { describe, expect, it } from 'vitest';
import { numberPlaces } from '../../lib/domain/numbering/number-places.ts';
import { reaches } from '../../lib/domain/policies/jurisdiction.ts';
import { states, zonesOfState } from '../../lib/domain/us-states.ts';
import { whereaboutsOf, zonesOf } from '../../lib/domain/whereabouts.ts';
import { isZone } from '../../lib/domain/zone.ts';

describe('a number', () => {
  it.each([
    ['+4915112345678', ['DE']],
    ['+12125550123', ['US', 'US-NY']],
    ['+15125550123', ['US', 'US-TX']],
    ['+1 (305) 555-0123', ['US', 'US-FL']],
    ['+14165550123', ['CA']],
    ['+18765550123', ['JM']],
    ['+17875550123', ['PR']],
    ['+12425550123', ['BS']],
    ['+18005550123', ['US', 'US-*', 'CA']],
    ['+77011234567', ['KZ']],
    ['+79161234567', ['RU']],
    ['+351912345678', ['PT']],
    ['+33612345678', ['FR']],
    ['+262692123456', ['RE']],
    ['+5511987654321', ['BR']],
    ['+999123', []],
    ['', []],
  ])('%s is from %j', (number, places) => {
    expect(numberPlaces(number)).toEqual(places);
  });
});

describe('states', () => {
  it('are fifty and the capital, each with zones that there are', () => {
    expect(states).toHaveLength(51);
    for (const state of states) {
      expect(zonesOfState(state).length).toBeGreaterThan(0);
      expect(zonesOfState(state).filter((zone) => !isZone(zone))).toEqual([]);
    }
  });
});

describe('whereabouts', () => {
  const places = (profile: object, channel: 'sms' | 'whatsapp' | 'email' = 'sms') => [
    ...whereaboutsOf(profile, channel).places,
  ];

  it('are the region that is told, however it is written', () => {
    expect(places({ country: 'US', region: 'US-TX' })).toEqual(['US', 'US-TX']);
    expect(places({ country: 'us', region: 'tx' })).toEqual(['US', 'US-TX']);
    expect(places({ region: 'US-TX' })).toEqual(['US', 'US-TX']);
    expect(places({ country: 'DE', region: 'DE-BY' })).toEqual(['DE', 'DE-BY']);
  });

  it('are anywhere in the country when nothing tells the region', () => {
    expect(places({ country: 'US' })).toEqual(['US', 'US-*']);
    expect(places({ country: 'US', region: 'US-ZZ' })).toEqual(['US', 'US-*']);
    expect(places({ country: 'US', timezone: 'Europe/Berlin' })).toEqual(['US', 'US-*']);
  });

  it('are the states that a time zone leaves', () => {
    const central = places({ country: 'US', timezone: 'America/Chicago' });
    expect(central).toEqual(expect.arrayContaining(['US', 'US-TX', 'US-FL', 'US-IL', 'US-OK']));
    expect(central).not.toContain('US-NY');
    expect(places({ timezone: 'US/Central' })).toEqual(central);
    expect(places({ country: 'US', timezone: 'Pacific/Honolulu' })).toEqual(['US', 'US-HI']);
  });

  it('are where the number is from, too, for who is asked by it', () => {
    const moved = { country: 'US', region: 'US-NY', phone: '+13055550123', whatsapp: '+4915112345678' };
    expect(places(moved, 'sms')).toEqual(['US', 'US-NY', 'US-FL']);
    expect(places(moved, 'whatsapp')).toEqual(['US', 'US-NY', 'DE']);
    expect(places(moved, 'email')).toEqual(['US', 'US-NY']);
    expect([...whereaboutsOf(moved, 'whatsapp').number]).toEqual(['DE']);
  });

  it('are every country that has the zone, when nothing else tells', () => {
    const somewhere = whereaboutsOf({ timezone: 'Asia/Kolkata' }, 'email');
    expect(reaches(['IN'], somewhere)).toBe(true);
    expect(reaches(['IN-DL'], somewhere)).toBe(true);
    expect(reaches(['LK', 'DE', 'US'], somewhere)).toBe(false);
    expect(reaches(['DE'], whereaboutsOf({ timezone: 'UTC' }, 'email'))).toBe(false);
  });

  it('have all zones of all candidates, unless the person tells theirs', () => {
    expect(zonesOf({ region: 'US-TX' }, 'UTC')).toEqual(['America/Chicago', 'America/Denver']);
    expect(zonesOf({ region: 'US-NY', phone: '+13125550123' }, 'UTC', 'sms')).toEqual([
      'America/New_York',
      'America/Chicago',
    ]);
    expect(zonesOf({ phone: '+4915112345678' }, 'UTC', 'sms')).toContain('Europe/Berlin');
    expect(zonesOf({ country: 'US' }, 'UTC').length).toBeGreaterThan(20);
    expect(zonesOf({ country: 'US', timezone: 'America/Denver' }, 'UTC')).toEqual(['America/Denver']);
    expect(zonesOf({ country: 'US', region: 'US-PR' }, 'UTC')).toEqual(['America/Puerto_Rico']);
    expect(zonesOf({}, 'Europe/Paris')).toEqual(['Europe/Paris']);
    expect(zonesOf(null, 'Europe/Paris')).toEqual(['Europe/Paris']);
  });
});
